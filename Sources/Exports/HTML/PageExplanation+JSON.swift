import Containers
import Debugging

/// Explanations as the page's script reads them; keys are short, for there are thousands.
extension PageExplanation {
  /// `place` gives where an entry stands on the page: value, row, element; nil where it does not.
  func json(_ label: (String) -> String, place: (Entry) -> [Int]?) -> JSON {
    func strings(_ texts: [String]) -> JSON { .array(texts.map { .string(label($0)) }) }
    func json(_ pieces: [Piece]) -> JSON {
      .array(
        pieces.map { piece in
          switch piece {
          case .text(let text): return .string(label(text))
          case .number(let name, let entry):
            guard let place = place(entry) else { return .string(label(name)) }
            return .array([.string(label(name))] + place.map(JSON.int))
          }
        })
    }
    var members: [(key: String, value: JSON)] = []
    func add(_ key: String, _ value: JSON, if isThere: Bool) {
      if isThere { members.append((key, value)) }
    }
    add("copies", strings(copies), if: !copies.isEmpty)
    if let found = path.lazy.compactMap(place).first {
      add("source", .array(found.map(JSON.int)), if: true)
    }
    add("formula", json(formula), if: !formula.isEmpty)
    add("workings", strings(workings), if: !workings.isEmpty)
    add("remarks", strings(remarks), if: !remarks.isEmpty)
    add("caption", .string(caption), if: !caption.isEmpty)
    let rows = rows.map { row in
      JSON.array(
        [json(row.formula), .string(row.numbers), .string(row.number)]
          + (row.share.map { [.double($0)] } ?? []))
    }
    add("rows", .array(rows), if: !rows.isEmpty)
    add("rounding", strings(rounding), if: !rounding.isEmpty)
    return .object(JSONObject(members))
  }
}

extension PageGraph {
  /// `layers` are the paths of the layers on the page.
  func json(_ label: (String) -> String, layers: [String]) -> JSON {
    .array(
      items.map { item in
        var members: [(key: String, value: JSON)] = [
          ("column", .int(item.column)), ("row", .double(item.row)),
          ("sources", .array(item.sources.map(JSON.int))),
        ]
        if let call = item.call {
          let inside = layers.firstIndex {
            $0 == call.path || $0.hasPrefix(call.path + "/")
          }
          members += [
            ("path", .string(label(call.path))), ("title", .string(label(call.title))),
            ("shape", .string(label(call.shape))),
          ]
          if let inside { members.append(("layer", .int(inside))) }
        }
        return .object(JSONObject(members))
      })
  }
}

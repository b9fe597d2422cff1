import Containers
import Debugging
import Equations
import Tensors
import Terms

/// The numbers of values, and what is given beside the equations.
extension PageData {
  /// The numbers of every pass that is computed, as far as the page has room.
  func rows(
    of value: Value, _ body: ([Double], [Int]) throws -> Void
  ) throws -> [[Double]] {
    var rows: [[Double]] = []
    for steps in Trace.Steps(program.lengths(around: value.scope)).prefix(page.budget.rows)
    where page.machine.isComputed(value, at: steps) {
      let tensor = try page.machine.read(value, at: steps, sample: page.sample)
      let row = Array(tensor.elements.prefix(page.budget.elements))
      rows.append(row)
      try body(row, steps)
    }
    return rows
  }

  /// A value's shape, its numbers as they are shown and with all digits, and their colours' ends.
  func facts(
    of value: Value, _ rows: [[Double]], scale: PageScale? = nil
  ) -> [(key: String, value: JSON)] {
    let texts = page.wording.numbers(rows.flatMap { $0 }, value.dtype)
    var shown: [JSON] = []
    var start = 0
    for row in rows {
      shown.append(.string(texts[start..<start + row.count].joined(separator: " ")))
      start += row.count
    }
    let exact = rows.map { row in
      JSON.string(row.map { NumberFormat.exact($0, value.dtype) }.joined(separator: " "))
    }
    return [
      ("shape", .string("\(value.shape)")), ("count", .int(value.shape.count)),
      ("dims", .array(value.shape.dims.map(JSON.int))),
      ("loops", .array(program.lengths(around: value.scope).map(JSON.int))),
      ("range", range(rows, value.dtype, scale)), ("rows", .array(exact)),
      ("shown", .array(shown)),
    ]
  }

  /// The ends of the colours: those of the function, where it has some and no number was set beyond.
  private func range(_ rows: [[Double]], _ dtype: DType, _ function: PageScale?) -> JSON {
    let numbers = rows.joined()
    let scale = ColourScale(numbers, within: function?.ends)
    let isFixed = function.map { $0.ends.holds(numbers) } ?? false
    let texts = [scale.first, scale.last].map { NumberFormat.exact($0, dtype) }
    return .object(
      JSONObject([
        ("kind", .string(scale.kind.rawValue)), ("isFixed", .bool(isFixed)),
        ("first", .double(scale.first)), ("last", .double(scale.last)),
        ("firstText", .string(texts[0])), ("lastText", .string(texts[1])),
      ]))
  }

  // MARK: What is given

  /// An input, a state, a weight: what is listed beside the equations that read it.
  func json(given value: Value, _ frames: [Frame], _ cut: PageCut) throws -> JSON {
    let place = values[value] ?? 0
    let layer = frames.firstIndex { values.of($0).contains(place) } ?? 0
    let name = page.wording.label(value.name.unicode)
    var members: [(key: String, value: JSON)] = [
      ("layer", .int(layer)), ("name", .string(name)), ("text", .string(name)),
      ("note", .string(note(value))),
      ("meaning", .string(value.role == .weight ? "weight" : "given")), ("parts", .array([])),
      ("of", origin(of: value)),
    ]
    guard value.role != .weight else {
      let columns = cut.columns(of: value.shape)
      let row = cut.part(
        of: value.shape, try page.machine.read(value, sample: page.sample).elements)
      return .object(
        JSONObject(members + [("columns", .int(columns))] + facts(of: value, [row])))
    }
    var sources: [JSON] = []
    let rows = try rows(of: value) { row, steps in
      sources.append(row.isEmpty ? .null : try source(of: value, at: steps))
    }
    members += facts(of: value, rows)
    return .object(JSONObject(members + [("sources", .array(sources))]))
  }

  /// Where the first element of a pass is copied from, the nearest on the page, or in words what it
  /// is. Copies are whole, in one order, so that the others follow.
  private func source(of value: Value, at steps: [Int]) throws -> JSON {
    let entry = Entry(value: value, element: 0, steps: steps)
    var next = try page.machine.explanation(of: entry, sample: page.sample).source
    while let own = next {
      if let place = place(own) { return .array(place.map(JSON.int)) }
      next = try page.machine.explanation(of: own, sample: page.sample).source
    }
    let words = try page.wording.explanation(entry).copies.last ?? ""
    return .string(page.wording.label(words))
  }

  private func note(_ value: Value) -> String {
    switch value.role {
    case .weight: "weight"
    case .state where program.isHandedBack(value): "from the timestep behind"
    case .state: "state before"
    case .drawn: "drawn at random"
    case .number: "constant"
    case .input where program.targets.contains(value): "target"
    default: "input"
    }
  }
}

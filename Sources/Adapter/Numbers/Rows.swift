import Console
import Containers
import Debugging
import Tensors

/// How values are written as the rows that an editor shows.
extension Adapter {
  /// A tensor as one line: a number in full, an array as far as a line goes.
  func text(_ tensor: Tensor) -> String {
    guard tensor.shape.rank > 0 else {
      return NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
    }
    return console.arrayText.oneLine(tensor, width: Adapter.room)
  }

  /// The columns of a row.
  private static let room = 100

  /// `(8) float32`, or the format of a number alone.
  func type(_ tensor: Tensor) -> String {
    tensor.shape.rank > 0 ? "\(tensor.shape) \(tensor.dtype.rawValue)" : tensor.dtype.rawValue
  }

  /// What a value is as part of an answer: its text, its type, and a number for what stands below it.
  func members(
    _ tensor: Tensor, place: TypedPlace?, index: [Int] = [], sample: Int, called key: String
  ) -> [(key: String, value: JSON)] {
    let isArray = tensor.shape.rank > 0 && tensor.count > 0
    let part = ArrayPart(place: place, index: index, tensor: tensor)
    let reference = isArray ? handles.add(.array(part), sample: sample) : 0
    return [
      (key, .string(text(tensor))), ("type", .string(type(tensor))),
      ("variablesReference", .int(reference)),
    ] + (isArray ? [("indexedVariables", .int(part.count))] : [])
  }

  /// A row of a value; why there is none, where there is none.
  func row(_ value: NamedValue, sample: Int) -> JSON {
    guard !value.isLate else { return late(value, sample: sample) }
    do {
      let (tensor, place) = try value.read()
      return row(value.name, tensor, place: place, index: [], sample: sample)
    } catch {
      return .object([
        "name": .string(value.name), "value": .string(plain(reason(error))),
        "variablesReference": .int(0),
        "presentationHint": .object(["attributes": .array([.string("readOnly")])]),
      ])
    }
  }

  /// What is not computed yet says so in a few words; anything else as it is.
  private func reason(_ error: any Error) -> String {
    if case PlaceError.notComputed = error { return "not computed yet" }
    let text = Problem.text(error)
    return String(text.split(separator: "\n").first ?? "")
  }

  private func row(
    _ name: String, _ tensor: Tensor, place: TypedPlace?, index: [Int], sample: Int
  ) -> JSON {
    let isMeantAnywhere = place.map { $0.frame == nil } ?? false
    let typed =
      isMeantAnywhere ? place.map { [("evaluateName", JSON.string($0.part(index)))] } ?? [] : []
    return .object(
      JSONObject(
        [("name", .string(name))]
          + members(tensor, place: place, index: index, sample: sample, called: "value") + typed))
  }

  /// A row that shows a value's shape until it is opened.
  private func late(_ value: NamedValue, sample: Int) -> JSON {
    let type = value.type.map { "\($0.shape) \($0.dtype.rawValue)" } ?? ""
    return .object([
      "name": .string(value.name), "value": .string(type), "type": .string(type),
      "variablesReference": .int(handles.add(.late(value), sample: sample)),
      "presentationHint": .object(["lazy": .bool(true)]),
    ])
  }

  /// The rows below something, some of them where they are many.
  func rows(
    _ contents: Contents, sample: Int, filter: String?, _ range: (start: Int, count: Int?)
  ) throws -> [JSON] {
    switch contents {
    case .late(let value):
      let (tensor, place) = try value.read()
      return [row(value.name, tensor, place: place, index: [], sample: sample)]
    case .values(let values):
      guard filter != "indexed" else { return [] }
      return part(of: values.count, range).map { row(values[$0], sample: sample) }
    case .array(let array):
      guard filter != "named" else { return [] }
      let shown = part(of: array.count, range)
      let most = range.count == nil ? Adapter.mostRows : shown.count
      var rows = shown.prefix(most).compactMap { place in
        array.member(place).map {
          row("[\(place)]", $0.tensor, place: array.place, index: $0.index, sample: sample)
        }
      }
      if rows.count < shown.count { rows.append(rest(shown.count - rows.count)) }
      return rows
    }
  }

  /// How many rows are sent to a client that does not ask for some of them.
  private static let mostRows = 1000

  private func part(of all: Int, _ range: (start: Int, count: Int?)) -> Range<Int> {
    let start = min(max(range.start, 0), all)
    let count = range.count.flatMap { $0 > 0 ? $0 : nil } ?? all
    return start..<start + min(count, all - start)
  }

  private func rest(_ count: Int) -> JSON {
    .object([
      "name": .string("…"), "value": .string("\(count) more; a slice shows them: p x[1000:]"),
      "variablesReference": .int(0),
    ])
  }
}

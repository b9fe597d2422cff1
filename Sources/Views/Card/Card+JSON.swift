import Containers
import Debugging
import Tensors
import Terms

/// A timestep as a record, for programs.
extension Card {
  /// `{"layer": "lstm", "timestep": 1, "of": 3, "ticks": [8, 14], "masked": false, "values": […]}`,
  /// the values in the order of the card; one that is not computed yet has no numbers.
  package var json: JSONObject {
    JSONObject([
      ("layer", .string(place)), ("timestep", .int(timestep)), ("of", .int(length)),
      ("ticks", .array([.int(ticks.lowerBound), .int(ticks.upperBound)])),
      ("masked", .bool(isMasked)), ("values", .array(rows.map { .object($0.json) })),
    ])
  }
}

extension Card.Row {
  fileprivate var json: JSONObject {
    var members: [(key: String, value: JSON)] = [
      ("name", .string(value.name.ascii)), ("place", .string(place)),
      ("part", .string(part.word)),
    ]
    if !note.isEmpty { members.append(("note", .string(note))) }
    return JSONObject(
      members + (tensor?.members ?? Tensor.members(value.shape, value.dtype)))
  }
}

extension Card.Part {
  fileprivate var word: String {
    switch self {
    case .input: "input"
    case .before: "before"
    case .way: "way"
    case .left: "left"
    }
  }
}

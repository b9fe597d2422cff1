import Containers
import TestSupport

/// Reproducible damage to the JSON of an architecture: members lost, repeated, exchanged, and
/// values that no one expects.
struct JSONMutation {
  private var chance: Chance

  init(seed: UInt64) { chance = Chance(seed: seed) }

  private mutating func number(below limit: Int) -> Int { chance.below(limit) }

  /// The same text with one to three places changed.
  mutating func damaged(_ json: JSON) -> JSON {
    var result = json
    for _ in 0...number(below: 3) {
      var place = number(below: JSONMutation.size(result))
      result = changed(result, &place)
    }
    return result
  }

  private static func size(_ json: JSON) -> Int {
    switch json {
    case .array(let list): list.reduce(1) { $0 + size($1) }
    case .object(let object): object.reduce(1) { $0 + size($1.value) }
    default: 1
    }
  }

  /// Counts the values off until the one that is changed.
  private mutating func changed(_ json: JSON, _ place: inout Int) -> JSON {
    place -= 1
    if place == -1 { return changedHere(json) }
    switch json {
    case .array(let list):
      var result: [JSON] = []
      for element in list { result.append(changed(element, &place)) }
      return .array(result)
    case .object(let object):
      var pairs: [(key: String, value: JSON)] = []
      for (key, value) in object { pairs.append((key, changed(value, &place))) }
      return .object(JSONObject(pairs))
    default:
      return json
    }
  }

  private mutating func changedHere(_ json: JSON) -> JSON {
    switch json {
    case .array(var list) where !list.isEmpty && number(below: 2) == 0:
      let (one, other) = (number(below: list.count), number(below: list.count))
      switch number(below: 3) {
      case 0: list.remove(at: one)
      case 1: list.swapAt(one, other)
      default: list.insert(list[one], at: other)
      }
      return .array(list)
    case .object(let object) where !object.isEmpty && number(below: 2) == 0:
      var pairs = object.map { (key: $0.key, value: $0.value) }
      let one = number(below: pairs.count)
      if number(below: 2) == 0 { pairs.remove(at: one) } else { pairs[one].value = stranger() }
      return .object(JSONObject(pairs))
    case .int(let value) where number(below: 2) == 0:
      return .int([value &+ 1, value &- 1, 0 &- value, value &* 2][number(below: 4)])
    default:
      return stranger()
    }
  }

  private mutating func stranger() -> JSON {
    JSONMutation.strangers[number(below: JSONMutation.strangers.count)]
  }

  private static let strangers: [JSON] =
    [0, -1, 1, 2, 3, 7, 1 << 20, 1 << 31, 1 << 40, Int.max, Int.min].map(JSON.int)
    + [0.5, -1e300, .nan, .infinity].map(JSON.double)
    + ["", "x", "relu", "softmax", "float16", "float64", "channels_first", "LSTM", "Dense", "sum"]
    .map(JSON.string)
    + [
      .null, .bool(true), .bool(false), .object([:]), .array([]), .array([.int(1)]),
      .array([.int(-1), .int(2)]), .array([.null, .int(3)]), .array([.int(3), .int(1), .int(2)]),
    ]
}

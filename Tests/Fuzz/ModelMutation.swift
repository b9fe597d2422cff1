import Containers
import TestSupport

/// Architectures changed so that they are still JSON, and often still models: the same seed gives the same change.
struct ModelMutation {
  private let corpus: ModelCorpus
  private(set) var chance: Chance

  init(seed: Int, _ corpus: ModelCorpus) {
    self.init(corpus, Chance(seed: UInt64(bitPattern: Int64(seed))))
  }

  init(_ corpus: ModelCorpus, _ chance: Chance) {
    self.corpus = corpus
    self.chance = chance
  }

  /// An architecture of the corpus with none to four places changed.
  mutating func model() -> (original: ModelCorpus.Original, changed: JSON)? {
    guard let original = chance.any(corpus.originals) else { return nil }
    var changed = original.architecture
    for _ in 0..<chance.below(5) { changed = self.changed(changed) }
    return (original, changed)
  }

  /// An architecture with one place changed.
  mutating func changed(_ json: JSON) -> JSON {
    var place = chance.below(ModelMutation.size(json))
    return changed(json, "", &place)
  }

  private static func size(_ json: JSON) -> Int {
    switch json {
    case .array(let list): list.reduce(1) { $0 + size($1) }
    case .object(let object): object.reduce(1) { $0 + size($1.value) }
    default: 1
    }
  }

  /// Counts the values off until the one that is changed; `key` is what it stands under.
  private mutating func changed(_ json: JSON, _ key: String, _ place: inout Int) -> JSON {
    place -= 1
    if place == -1 { return changedHere(json, key) }
    switch json {
    case .array(let list):
      var result: [JSON] = []
      for element in list { result.append(changed(element, key, &place)) }
      return .array(result)
    case .object(let object):
      var pairs: [(key: String, value: JSON)] = []
      for (name, value) in object { pairs.append((name, changed(value, name, &place))) }
      return .object(JSONObject(pairs))
    default:
      return json
    }
  }

  private mutating func changedHere(_ json: JSON, _ key: String) -> JSON {
    // What others have there keeps the model a model more often than anything else.
    if chance.below(3) == 0, let other = chance.any(corpus.values[key] ?? []) { return other }
    switch json {
    case .array(let list): return .array(changed(list))
    case .object(let object): return .object(JSONObject(changed(object)))
    case .int(let value) where chance.below(2) == 0:
      return .int(
        chance.any([value &+ 1, value &- 1, 0 &- value, value &* 2, value &* 16]) ?? 0)
    default: return stranger()
    }
  }

  private mutating func changed(_ list: [JSON]) -> [JSON] {
    var list = list
    let other = chance.below(list.count + 1)
    guard !list.isEmpty else { return [stranger()] }
    let one = chance.below(list.count)
    switch chance.below(5) {
    case 0: list.remove(at: one)
    case 1: list.swapAt(one, chance.below(list.count))
    case 2: list.insert(list[one], at: other)
    case 3: list[one] = chance.any(corpus.layers) ?? stranger()
    default: list.insert(chance.any(corpus.layers) ?? stranger(), at: other)
    }
    return list
  }

  private mutating func changed(_ object: JSONObject) -> [(key: String, value: JSON)] {
    var pairs = object.map { (key: $0.key, value: $0.value) }
    let key = chance.any(corpus.keys) ?? ""
    let added = chance.any(corpus.values[key] ?? []) ?? stranger()
    guard !pairs.isEmpty else { return [(key, added)] }
    let one = chance.below(pairs.count)
    switch chance.below(4) {
    case 0: pairs.remove(at: one)
    case 1: pairs[one].value = stranger()
    case 2: pairs[one].value = chance.any(corpus.values[pairs[one].key] ?? []) ?? stranger()
    default: pairs.append((key, added))
    }
    return pairs
  }

  private mutating func stranger() -> JSON { chance.any(ModelMutation.strangers) ?? .null }

  private static let strangers: [JSON] =
    [0, -1, 1, 2, 3, 5, 7, 16, 100, 1000, 65_537, 1 << 20, 1 << 31, 1 << 40, 1 << 62]
    .map(JSON.int) + [.int(.max), .int(.min)]
    + [0, -0.0, 0.5, -1, 1e-300, -1e300, 1e20, .nan, .infinity, -.infinity].map(JSON.double)
    + [
      "", "x", "é\u{1B}[31m", "relu", "softmax", "float16", "float64", "int8", "same", "valid",
      "causal", "channels_first", "LSTM", "Dense", "sum", "a/b",
    ].map(JSON.string)
    + [
      .null, .bool(true), .bool(false), .object([:]), .array([]), .array([.int(1)]),
      .array([.int(-1), .int(2)]), .array([.null, .int(3)]), .array([.int(3), .int(1), .int(2)]),
      .array([.null, .int(1 << 31), .int(1 << 31)]), .array([.array([.int(0), .int(-1)])]),
    ]
}

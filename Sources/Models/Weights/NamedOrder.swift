import Containers
import Layers

/// What the names of a layer's arrays say of their order.
///
/// Keras 2 calls an array `norm/moving_mean:0`, by a layer inside and its weight. Arrays are handed out by their
/// order, for names drift from version to version. Where the names are those of the weights, all of them and in
/// another order, parts were frozen of which the config does not tell; then the names alone are right.
enum NamedOrder {
  /// The order is the expected one, or the names do not say.
  case asListed
  /// The arrays in the expected order.
  case byName([StoredArray])
  /// The names say that the order is another, and not which array is which.
  case unclear(expected: String, found: String)
  /// The names say that the order is one that no freezing of parts makes.
  case impossible(expected: String, found: String)

  /// A layer inside, and its weight.
  private struct Name: Hashable, Comparable {
    let layer, key: String

    init(_ slot: WeightSlot) { (layer, key) = (slot.config.name, slot.key) }

    init(_ array: StoredArray) {
      let parts = array.name.split(separator: "/").suffix(2).map(String.init)
      key = parts.last.map { String($0.prefix { $0 != ":" }) } ?? ""
      layer = parts.count > 1 ? parts[0] : ""
    }

    static func < (a: Name, b: Name) -> Bool { (a.layer, a.key) < (b.layer, b.key) }
  }

  /// `made`: the slots in the order in which the weights are made.
  init(_ arrays: [StoredArray], for slots: [WeightSlot], made: [WeightSlot]) {
    let (found, expected) = (arrays.map(Name.init), slots.map(Name.init))
    self = .asListed
    if found.sorted() == expected.sorted(), Set(expected).count == expected.count {
      guard found != expected else { return }
      guard NamedOrder.comesOfFreezing(found, made) else {
        let place = found.indices.first { found[$0] != expected[$0] } ?? 0
        self = .impossible(
          expected: "\(expected[place].key) of \(expected[place].layer)", found: arrays[place].name)
        return
      }
      let places = Dictionary(uniqueKeysWithValues: zip(found, arrays))
      self = .byName(expected.compactMap { places[$0] })
    } else if found.map(\.key).sorted() == expected.map(\.key).sorted(),
      let place = found.indices.first(where: { found[$0].key != expected[$0].key })
    {
      self = .unclear(
        expected: "\(expected[place].key) of \(expected[place].layer)", found: arrays[place].name)
    }
  }

  /// Whether an order may come of parts that were frozen: the weights of a layer keep the order in which they are made,
  /// those that are trained before the others or after them. Keras 3 may train each of a layer's own or not, both may a
  /// projection of an attention.
  private static func comesOfFreezing(_ found: [Name], _ made: [WeightSlot]) -> Bool {
    let places = Dictionary(
      made.enumerated().map { (Name($1), $0) }, uniquingKeysWith: { first, _ in first })
    return Dictionary(grouping: found.compactMap { places[$0] }) { made[$0].path }.values
      .allSatisfy { order in
        let slots = order.map { made[$0] }
        let turns = zip(order, order.dropFirst()).filter { $0 > $1 }.count
        let isFree =
          slots.contains { $0.config.version.major >= 3 || $0.unit != nil }
          || Set(slots.map(\.isTrainable)).count > 1
        return turns <= (isFree ? 1 : 0)
      }
  }
}

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

  init(_ arrays: [StoredArray], for slots: [WeightSlot]) {
    let (found, expected) = (arrays.map(Name.init), slots.map(Name.init))
    self = .asListed
    if found.sorted() == expected.sorted(), Set(expected).count == expected.count {
      guard found != expected else { return }
      let places = Dictionary(uniqueKeysWithValues: zip(found, arrays))
      self = .byName(expected.compactMap { places[$0] })
    } else if found.map(\.key).sorted() == expected.map(\.key).sorted(),
      let place = found.indices.first(where: { found[$0].key != expected[$0].key })
    {
      self = .unclear(
        expected: "\(expected[place].key) of \(expected[place].layer)", found: arrays[place].name)
    }
  }
}

import Containers
import Equations
import Layers

/// Hands a flat list of arrays out to a layer and those inside it.
///
/// Legacy files list a layer's trainable weights first and then the others, across everything that
/// stands inside it.
enum WeightList {
  /// The weights of a layer; throws when there are more or fewer arrays than it has weights.
  static func assign(
    _ arrays: [StoredArray], to layer: any Layer, _ config: Config, file: String
  ) throws -> LayerWeights {
    let sources: [any WeightSource]
    if config.version.major < 2, let joined = Keras1Gates.joined(arrays, config.kind) {
      sources = joined
    } else {
      sources = arrays.map { StoredWeight($0) }
    }
    var slots: [Slot] = []
    collect(layer, config, [], frozen: false, into: &slots)
    guard slots.count == sources.count else {
      throw OpenError(
        file, "\(config.name) (\(config.kind)) has \(slots.count) weights, but the file holds \(sources.count)",
        "The weights belong to another architecture.")
    }
    let ordered = slots.filter(\.isTrainable) + slots.filter { !$0.isTrainable }
    var weights = LayerWeights.empty(for: layer)
    for (slot, source) in zip(ordered, sources) {
      weights.set(source, slot.key, at: slot.path[...])
    }
    return weights
  }

  private struct Slot {
    let path: [Int]
    let key: String
    let isTrainable: Bool
  }

  private static func collect(
    _ layer: any Layer, _ config: Config, _ path: [Int], frozen: Bool, into slots: inout [Slot]
  ) {
    let frozen = frozen || config.json["trainable"]?.boolValue == false
    for weight in layer.weights {
      slots.append(
        Slot(path: path, key: weight.key, isTrainable: weight.isTrainable && !frozen))
    }
    for (index, part) in layer.parts.enumerated() {
      collect(part.layer, part.config, path + [index], frozen: frozen, into: &slots)
    }
  }
}

extension LayerWeights {
  /// The shape of a layer's weights with nothing in it.
  static func empty(for layer: any Layer) -> LayerWeights {
    LayerWeights(parts: layer.parts.map { empty(for: $0.layer) })
  }

  mutating func set(_ source: any WeightSource, _ key: String, at path: ArraySlice<Int>) {
    guard let first = path.first else {
      own[key] = source
      return
    }
    guard parts.indices.contains(first) else { return }
    parts[first].set(source, key, at: path.dropFirst())
  }
}

/// The gates of Keras 1, kept in arrays of their own.
enum Keras1Gates {
  /// LSTM: 12 arrays, W U b for i, c, f, o; GRU: 9, W U b for z, r, h. Nil for anything else.
  static func joined(_ arrays: [StoredArray], _ kind: String) -> [any WeightSource]? {
    let order: [Int]
    switch (kind, arrays.count) {
    case ("LSTM", 12): order = [0, 2, 1, 3]
    case ("GRU", 9): order = [0, 1, 2]
    default: return nil
    }
    var result: [any WeightSource] = []
    for which in 0..<3 {
      guard let joined = JoinedWeight(order.map { StoredWeight(arrays[3 * $0 + which]) }) else {
        return nil
      }
      result.append(joined)
    }
    return result
  }
}

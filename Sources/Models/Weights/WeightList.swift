import Containers
import Equations
import Layers

/// Hands a flat list of arrays out to a layer and those inside it.
enum WeightList {
  /// The weights of a layer; throws when there are more or fewer arrays than it has weights.
  static func assign(
    _ arrays: [StoredArray], to layer: any Layer, _ config: Config, file: String
  ) throws -> LayerWeights {
    let slots = WeightSlots(layer, config).ordered(names: arrays.map(\.name))
    guard slots.count == arrays.count else {
      throw OpenError(
        file,
        "\(config.name) (\(config.kind)) has \(slots.count) weights, "
          + "but the file holds \(arrays.count)",
        "The weights belong to another architecture.")
    }
    var weights = LayerWeights.empty(for: layer)
    var gates: [WeightSlot: [(gate: Int, weight: StoredWeight)]] = [:]
    for (slot, array) in zip(slots, arrays) {
      let weight = StoredWeight(array)
      if let gate = slot.gate {
        gates[slot.withoutGate, default: []].append((gate, weight))
      } else {
        weights.set(weight, slot.key, at: slot.path[...])
      }
    }
    for (slot, parts) in gates {
      let inOrder = parts.sorted { $0.gate < $1.gate }.map(\.weight)
      guard let joined = JoinedWeight(inOrder) else {
        throw OpenError(
          file, "the gates of \(config.name) (\(config.kind)) differ in shape",
          "The file is damaged.")
      }
      weights.set(joined, slot.key, at: slot.path[...])
    }
    return weights
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

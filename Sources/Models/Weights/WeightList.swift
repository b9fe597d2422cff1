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
    var slots: [Slot] = []
    collect(layer, config, [], frozen: false, into: &slots)
    guard slots.count == arrays.count else {
      throw OpenError(
        file,
        "\(config.name) (\(config.kind)) has \(slots.count) weights, "
          + "but the file holds \(arrays.count)",
        "The weights belong to another architecture.")
    }
    let ordered = slots.filter(\.isTrainable) + slots.filter { !$0.isTrainable }
    var weights = LayerWeights.empty(for: layer)
    var gates: [Slot: [(gate: Int, weight: StoredWeight)]] = [:]
    for (slot, array) in zip(ordered, arrays) {
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

  /// The place of one array.
  private struct Slot: Hashable {
    let path: [Int]
    let key: String
    let isTrainable: Bool
    /// Which block of the weight it is, where a file keeps the gates apart.
    var gate: Int?

    var withoutGate: Slot { Slot(path: path, key: key, isTrainable: isTrainable) }
  }

  private static func collect(
    _ layer: any Layer, _ config: Config, _ path: [Int], frozen: Bool, into slots: inout [Slot]
  ) {
    let frozen = frozen || config.json["trainable"]?.boolValue == false
    let own = layer.weights.map {
      Slot(path: path, key: $0.key, isTrainable: $0.isTrainable && !frozen)
    }
    if let gates = Keras1Dialect.gates(config) {
      for gate in gates {
        for var slot in own {
          slot.gate = gate
          slots.append(slot)
        }
      }
    } else {
      slots += own
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

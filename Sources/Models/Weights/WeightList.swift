import Containers
import Equations
import Layers

/// Hands a flat list of arrays out to a layer and those inside it.
enum WeightList {
  /// The weights of a layer; throws when there are more or fewer arrays than it has weights.
  static func assign(
    _ arrays: [StoredArray], to layer: any Layer, _ config: Config, _ origin: WeightOrigin,
    inOrderOfMaking: Bool = false
  ) throws -> LayerWeights {
    let all = WeightSlots(layer, config)
    let count = all.inOrderOfMaking.count
    guard count == arrays.count else {
      throw OpenError(
        origin.file,
        "\(config.name) (\(config.kind)) has \(count) weights, but the file holds \(arrays.count)",
        "Give the weights of just this architecture, as the version of Keras that is named saves them."
      )
    }
    let ordered = inOrderOfMaking ? all.inOrderOfMaking : all.ordered(names: arrays.map(\.name))
    guard let slots = ordered else {
      throw OpenError(
        origin.file,
        "parts of \(config.name) (\(config.kind)) were frozen, and the order of its weights does "
          + "not tell which",
        "Save the model as .keras, which keeps the weights of every part apart.")
    }
    let arrays =
      inOrderOfMaking ? arrays : try settled(arrays, slots, all.inOrderOfMaking, config, origin)
    var weights = LayerWeights.empty(for: layer)
    var places: [Place: [Piece]] = [:]
    for (slot, array) in zip(slots, arrays) {
      places[Place(path: slot.path, key: slot.key), default: []].append(
        Piece(slot: slot, weight: StoredWeight(array)))
    }
    for (place, pieces) in places {
      guard let source = source(pieces, origin) else {
        let pieces = pieces.map { "\($0.weight.shape)" }.joined(separator: ", ")
        throw OpenError(
          origin.file,
          "\(place.key) of \(config.name) (\(config.kind)) is made of arrays that do not fit "
            + "together: \(pieces)", "Weights of another layer, or the file was changed.")
      }
      weights.set(source, place.key, at: place.path[...])
    }
    return weights
  }

  /// The arrays in the order of the slots, which their names may say to be another than the file's.
  private static func settled(
    _ arrays: [StoredArray], _ slots: [WeightSlot], _ made: [WeightSlot], _ config: Config,
    _ origin: WeightOrigin
  ) throws -> [StoredArray] {
    switch NamedOrder(arrays, for: slots, made: made) {
    case .asListed: return arrays
    case .byName(let ordered): return ordered
    case .unclear(let expected, let found):
      throw OpenError(
        origin.file,
        "the weights of \(config.name) (\(config.kind)) stand in an order that its layers do not "
          + "have: \(found) where \(expected) is expected",
        "Parts of it were frozen when it was saved, which its config does not tell; load_model() of Keras "
          + "goes by the order too. Build the model by its code, freeze the same parts, load_weights(), "
          + "and save it as .keras, which keeps the weights of every layer apart.")
    case .impossible(let expected, let found):
      throw OpenError(
        origin.file,
        "the weights of \(config.name) (\(config.kind)) stand in an order that Keras does not write: "
          + "\(found) where \(expected) is expected",
        "load_model() of Keras goes by the order and never by the names, and so would take each for another. "
          + "The file was changed; save the model again.")
    }
  }

  /// Whether the arrays of a layer stand in another order than its config says, and are told apart by their names.
  static func goesByNames(
    _ arrays: [StoredArray], _ layer: any Layer, _ config: Config
  ) -> Bool {
    let all = WeightSlots(layer, config)
    guard all.inOrderOfMaking.count == arrays.count,
      let slots = all.ordered(names: arrays.map(\.name)),
      case .byName = NamedOrder(arrays, for: slots, made: all.inOrderOfMaking)
    else { return false }
    return true
  }

  /// A weight of a layer or of one inside it.
  private struct Place: Hashable {
    let path: [Int]
    let key: String
  }

  /// An array and what it is.
  private struct Piece {
    let slot: WeightSlot
    let weight: StoredWeight
  }

  /// The weight that arrays are; nil when they do not fit together.
  private static func source(
    _ pieces: [Piece], _ origin: WeightOrigin
  ) -> (any WeightSource)? {
    var whole: Piece?
    var gates: [(gate: Int, weight: StoredWeight)] = []
    for piece in pieces {
      switch piece.slot.piece {
      case .whole: whole = piece
      case .gate(let gate): gates.append((gate, piece.weight))
      }
    }
    guard let whole else { return JoinedWeight(gates.sorted { $0.gate < $1.gate }.map(\.weight)) }
    let turn = KernelTurn(
      whole.slot.config, whole.slot.key, backend: origin.backend, whole.weight.shape)
    guard let turn else { return whole.weight }
    return TurnedWeight(whole.weight, turn)
  }
}

/// Where weights come from.
struct WeightOrigin {
  let file: String
  /// What Keras computed with when it saved them: `tensorflow`, `theano`; nil when it is not said.
  var backend: String?
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

import Layers

/// The place of one array in a layer.
struct WeightSlot {
  let path: [Int]
  let key: String
  let config: Config
  /// Which part of the weight the array is.
  var piece = Piece.whole
  /// What the names of its array and its like have in them, and theirs alone: `forward`, `query`.
  var word: String?
  /// A number that is one for all that is frozen together with it and not by the config.
  var unit: Int?
  var isTrainable: Bool

  /// A part of a weight that a file keeps by itself.
  enum Piece {
    case whole
    /// A block of a recurrent layer's weight.
    case gate(Int)
  }
}

/// The order in which a legacy file lists a layer's weights: the trainable ones of all that stands
/// inside it, then the others.
///
/// Whether a layer was frozen stands in its config; but the halves of a Bidirectional of Keras 2
/// and the projections of a MultiHeadAttention are frozen without a word there. Of these the
/// arrays' names tell it.
struct WeightSlots {
  private let layer: any Layer
  private let config: Config
  private var unitCount = 0
  private var words: [String] = []
  private var root: Branch

  /// A layer's own slots, and what stands inside it.
  private struct Branch {
    var own: [WeightSlot] = []
    var isTrainable = true
    var isModel = false
    var inner: [Branch] = []

    var all: [WeightSlot] { own + inner.flatMap(\.all) }
  }

  init(_ layer: any Layer, _ config: Config) {
    (self.layer, self.config) = (layer, config)
    root = Branch()
    root = branch(layer, config, [])
  }

  /// The slots in the order of arrays of these names; nil when the names say that parts were
  /// frozen, and no choice of them makes that order.
  func ordered(names: [String]) -> [WeightSlot]? {
    // A layer outside of such parts may be called as they are: that rules no order out where none else is left.
    ordered(names, othersSayNone: true) ?? ordered(names, othersSayNone: false)
  }

  private func ordered(_ names: [String], othersSayNone: Bool) -> [WeightSlot]? {
    let plain = ordered(frozen: [])
    guard !fits(plain, names, othersSayNone) else { return plain }
    guard unitCount <= WeightSlots.unitLimit else { return nil }
    let sets = (1..<(1 << unitCount)).sorted { $0.nonzeroBitCount < $1.nonzeroBitCount }
    for set in sets {
      let frozen = Set((0..<unitCount).filter { set >> $0 & 1 == 1 })
      let slots = ordered(frozen: frozen)
      if fits(slots, names, othersSayNone) { return slots }
    }
    return nil
  }

  /// The most units of which all sets are tried.
  private static let unitLimit = 10

  /// Whether no name says that its array belongs to another unit, or, with `othersSayNone`, to one where it does not.
  private func fits(_ slots: [WeightSlot], _ names: [String], _ othersSayNone: Bool) -> Bool {
    zip(slots, names).allSatisfy { slot, name in
      guard slot.word != nil || othersSayNone else { return true }
      let said = name.split(separator: "/").dropLast().reversed().lazy.compactMap { part in
        words.first { part == $0 || part.hasPrefix($0 + "_") }
      }
      return said.first.map { $0 == slot.word } ?? true
    }
  }

  // MARK: Order

  /// The slots of every layer, then of what stands inside it, trainable or not.
  var inOrderOfMaking: [WeightSlot] { root.all }

  private func ordered(frozen: Set<Int>) -> [WeightSlot] {
    func changes(_ slot: WeightSlot) -> Bool {
      slot.isTrainable && !(slot.unit.map(frozen.contains) ?? false)
    }
    guard config.version.major >= 3 else {
      let (first, last) = WeightSlots.split(root, changes)
      return first + last
    }
    // Keras 3 asks the layer itself and then every variable, whatever the models between say.
    let all = root.all
    guard root.isTrainable else { return all }
    return all.filter(changes) + all.filter { !changes($0) }
  }

  /// What Keras 2 calls a layer's trainable and other weights, each with those of its layers.
  private static func split(
    _ branch: Branch, _ changes: (WeightSlot) -> Bool
  ) -> (trainable: [WeightSlot], others: [WeightSlot]) {
    let inner = branch.inner.map { split($0, changes) }
    guard branch.isTrainable else {
      // A frozen model keeps the order of its layers' trainable weights and others, a layer does not.
      return branch.isModel
        ? ([], branch.own + inner.flatMap(\.trainable) + inner.flatMap(\.others))
        : ([], branch.own + branch.inner.flatMap { variables($0, changes) })
    }
    return (
      branch.own.filter(changes) + inner.flatMap(\.trainable),
      branch.own.filter { !changes($0) } + inner.flatMap(\.others)
    )
  }

  /// What Keras 2 calls a layer's variables: those that change come first, but a model has its layers' variables, one
  /// layer after the other.
  private static func variables(
    _ branch: Branch, _ changes: (WeightSlot) -> Bool
  ) -> [WeightSlot] {
    guard !branch.isModel else {
      return branch.own + branch.inner.flatMap { variables($0, changes) }
    }
    let (trainable, others) = split(branch, changes)
    return trainable + others
  }

  // MARK: Collecting

  private mutating func branch(
    _ layer: any Layer, _ config: Config, _ path: [Int], unit: Int? = nil, word: String? = nil
  ) -> Branch {
    let isTrainable = config.isTrainable
    var units: [String: Int] = [:]
    let own = layer.weights.map { spec in
      var slot = WeightSlot(
        path: path, key: spec.key, config: config, word: word, unit: unit,
        isTrainable: spec.isTrainable && (isTrainable || layer.learnsFrozen))
      if let projection = spec.projection {
        slot.word = projection
        slot.unit = units[projection] ?? newUnit(projection)
        units[projection] = slot.unit
      }
      return slot
    }
    var result = Branch(
      own: gates(own, config), isTrainable: isTrainable,
      isModel: layer is ModelLayer)
    let halves = config.version.major < 3 && config.kind == "Bidirectional"
    for (index, part) in layer.parts.enumerated() {
      let half = halves ? part.groups.first?.split(separator: "_").first.map(String.init) : nil
      result.inner.append(
        branch(
          part.layer, part.config, path + [index], unit: half.map { newUnit($0) } ?? unit,
          word: half ?? word))
    }
    // A weight that the layer has as its own too is one of its own to Keras.
    for spec in layer.weights where spec.behind > 0 && !result.inner.isEmpty {
      let shared = result.inner[0].own.prefix(spec.behind)
      result.inner[0].own.removeFirst(shared.count)
      result.own.insert(contentsOf: shared, at: 0)
    }
    return result
  }

  private mutating func newUnit(_ word: String) -> Int {
    if !words.contains(word) { words.append(word) }
    defer { unitCount += 1 }
    return unitCount
  }

  /// The slots with the gates apart, where the file keeps them so.
  private func gates(_ own: [WeightSlot], _ config: Config) -> [WeightSlot] {
    guard let gates = Keras1Dialect.gates(config) else { return own }
    return gates.flatMap { gate in
      own.map { slot in
        var slot = slot
        slot.piece = .gate(gate)
        return slot
      }
    }
  }
}

extension WeightSpec {
  /// The name of the inner layer that holds the weight: `query` for what is kept in `query_dense`,
  /// but `attention_output`.
  fileprivate var projection: String? {
    guard let group = groups.first, group.hasSuffix("_dense") else { return nil }
    let name = String(group.dropLast("_dense".count))
    return name == "output" ? "attention_output" : name
  }
}

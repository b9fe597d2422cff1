import Equations
import Containers
import Tensors
import Training

/// What an optimizer has kept, array by array.
package struct OptimizerState: Sendable {
  /// How many steps there were.
  package var iterations: Int
  /// The learning rate, where it is kept as an array.
  package var rate: Double?
  package var shared: [Slot: Tensor]
  /// The slots of every weight, in the order of `trainableVariables`.
  package var slots: [[Slot: Tensor]]

  /// What there is before the first step.
  package init(fresh optimization: Optimization, weights: [Shape]) {
    iterations = 0
    rate = nil
    shared = Dictionary(
      uniqueKeysWithValues: optimization.sharedSlots.compactMap { slot in
        OptimizerState.first(slot, .scalar).map { (slot, $0) }
      })
    let all = optimization.slotGroups.flatMap(\.self)
    slots = weights.map { shape in
      Dictionary(
        uniqueKeysWithValues: all.compactMap { slot in
          OptimizerState.first(slot, shape).map { (slot, $0) }
        })
    }
  }

  /// What a slot holds before the first step; nil where that is the weight itself.
  private static func first(_ slot: Slot, _ shape: Shape) -> Tensor? {
    guard case .number(let number) = slot.first else { return nil }
    return Tensor(shape, .float32, repeating: DType.float32.rounded(number))
  }

  /// What the number of steps is called in a program that changes it, a number for all weights, a slot of a weight.
  static let iterationsKey = "iterations"
  static func key(_ slot: Slot) -> String { slot.key }
  static func key(_ slot: Slot, of weight: Int) -> String { "\(weight)/\(slot.key)" }

  /// What it has become, by those names.
  package func with(_ kept: [String: Tensor], of optimization: Optimization) -> OptimizerState {
    var result = self
    if let steps = kept[OptimizerState.iterationsKey]?.elements.first {
      result.iterations = Int(exactly: steps.rounded()) ?? iterations
    }
    for slot in optimization.sharedSlots {
      if let tensor = kept[OptimizerState.key(slot)] { result.shared[slot] = tensor }
    }
    for weight in slots.indices {
      for slot in optimization.slotGroups.joined() {
        if let tensor = kept[OptimizerState.key(slot, of: weight)] {
          result.slots[weight][slot] = tensor
        }
      }
    }
    return result
  }

  /// What a file keeps; throws where its arrays do not belong to these weights.
  package init(
    _ arrays: [StoredArray], of optimization: Optimization, weights: [Shape]
  ) throws {
    self.init(fresh: optimization, weights: weights)
    let meanings = try optimization.arrays(arrays.map { Shape($0.shape) }, weights: weights)
    for (meaning, array) in zip(meanings, arrays) {
      let tensor = try Tensor(array)
      switch meaning {
      case .iterations:
        guard let number = tensor.elements.first, let count = Int(exactly: number), count >= 0
        else {
          throw Obstacle(
            path: "the optimizer", kind: optimization.title,
            reason:
              "the file says that it made \(tensor.elements.first ?? .nan) steps, which is no count",
            advice: "Save the model again, or name the optimizer: set optimizer.")
        }
        iterations = count
      case .rate: rate = tensor.elements.first
      case .shared(let slot): shared[slot] = tensor
      case .slot(let slot, let weight): slots[weight][slot] = tensor
      case .unused: break
      }
    }
    try optimization.refuseForgotten(meanings, steps: iterations)
  }
}

extension Model {
  /// The optimizer as the file left it, and its state; nil where the model was not compiled.
  package func savedOptimizer() throws -> (optimization: Optimization, state: OptimizerState)? {
    guard let training, let result = training.compiled.optimization else { return nil }
    var optimization = try result.get()
    let shapes = trainableVariables.map(\.shape)
    if optimization.losesArrays, training.arrays.count > 1 { optimization.forgotten = .scaled }
    let isFresh = !training.arrays.contains { !$0.shape.isEmpty }
    optimization.copiesRandomNumbers = optimization.copiesRandom && isFresh
    guard !training.arrays.isEmpty, !optimization.losesArrays else {
      return (optimization, OptimizerState(fresh: optimization, weights: shapes))
    }
    do {
      return (
        optimization, try OptimizerState(training.arrays, of: optimization, weights: shapes)
      )
    } catch {
      guard keepsSome(training.arrays, of: optimization) else {
        throw thawing(training.arrays, of: optimization) ?? error
      }
      optimization.forgotten = .weightsWithoutGradient
      return (optimization, OptimizerState(fresh: optimization, weights: shapes))
    }
  }

  /// Whether arrays are those of some weights alone: a legacy optimizer makes them of weights that have a gradient, and names
  /// them for these (`Adagrad/dense/kernel/accumulator:0`).
  private func keepsSome(_ arrays: [StoredArray], of optimization: Optimization) -> Bool {
    guard optimization.rules == .legacy, optimization.generation != .standalone else {
      return false
    }
    let paths = arrays.map { $0.name.split(separator: "/").dropLast() }
    let variables = trainableVariables
    let named = variables.filter { variable in
      paths.contains { path in
        path.indices.contains { variable.matches(path[$0...].joined(separator: "/")) }
      }
    }
    return !named.isEmpty && named.count < variables.count
      && (try? OptimizerState(arrays, of: optimization, weights: named.map(\.shape))) != nil
  }

  /// Why arrays do not fit that fitted while layers were frozen which are not once the file is loaded; nil where they never did.
  private func thawing(_ arrays: [StoredArray], of optimization: Optimization) -> Obstacle? {
    let frozen = trainableVariables.filter(\.isThawed)
    let kept = trainableVariables.filter { !$0.isThawed }.map(\.shape)
    guard let first = frozen.first,
      (try? OptimizerState(arrays, of: optimization, weights: kept)) != nil
    else { return nil }
    return Obstacle(
      path: "the optimizer", kind: optimization.title,
      reason:
        "the file keeps its arrays of a model in which \(first.names.joined(separator: "/")) was frozen, and Keras trains "
        + "that layer once the file is loaded: it makes its weights after it was told to freeze them, and leaves the arrays",
      advice:
        "Freeze it again in Keras behind load_model, or begin with a fresh one as Keras does: set optimizer "
        + "\(optimization.title.lowercased()).")
  }
}

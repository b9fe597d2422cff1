import Equations
import Tensors
import Terms
import Training

/// Behind the gradients: what an optimizer makes of the weights.
extension Model {
  /// A trained variable on its way through a step: the call that its equations stand in, and what the optimizer keeps.
  private struct Updating {
    /// Its number among the trainable variables.
    let index: Int
    /// What the step is given of it; a layer may have changed it before.
    let value: Value
    let frame: Int
    let names: WeightNames
    let given: [Slot: Term]
    let trained: TrainedWeight
  }

  /// Writes the update of every weight that has a gradient, and says what the next step is given.
  ///
  /// A variable that no loss depends on stays, as in Keras. What is trained is written behind the gradients in a call
  /// beside its layer's, so that names mean there what they mean in the layer.
  func write(
    _ optimizer: OptimizerInUse, _ gradients: [Int: Term], _ kept: ScalingKept?, _ mode: Aim.Mode,
    to eq: Equations
  ) throws {
    let optimization = optimizer.optimization
    let dtype = eq.precision ?? .float32
    let remark = optimization.remarks.joined(separator: "; ")
    try eq.call(
      Model.updatePath, kind: "Optimizer", title: optimization.title, dtype: dtype,
      remark: remark.isEmpty ? nil : remark
    ) {
      let shared = try sharedState(optimizer, kept, dtype, eq)
      let weights = try updating(optimizer, gradients, kept, mode, dtype, eq)
      let step = try optimization.begin(
        shared.state, weights: weights.map(\.trained), in: dtype, to: eq)
      eq.update(
        shared.state.iterations, to: try optimization.end(shared.state, step, to: eq),
        keptAs: OptimizerState.iterationsKey)
      let given = shared.given.sorted { $0.key.key < $1.key.key }
      for (slot, given) in given where step.slots.terms[slot] != nil {
        eq.update(
          given, to: try valued(step.slots[slot], slot.next, like: given, eq),
          keptAs: OptimizerState.key(slot))
      }
      for (place, weight) in weights.enumerated() {
        var step = step
        step.weight = place
        try update(weight, optimization, step, dtype, eq)
      }
    }
  }

  /// Where what all weights share stands.
  package static let updatePath = "update"

  private func sharedState(
    _ optimizer: OptimizerInUse, _ kept: ScalingKept?, _ dtype: DType, _ eq: Equations
  ) throws -> (state: SharedState, given: [Slot: Term]) {
    let state = optimizer.state
    let iterations = eq.constant(
      "iterations", Tensor(scalar: Double(state.iterations), dtype))
    var rate: Term?
    if case .constant(let number) = optimizer.optimization.rate {
      rate = eq.constant(Name("eta", "η"), Tensor(scalar: state.rate ?? number, dtype))
    }
    var given = kept?.given ?? [:]
    for slot in optimizer.optimization.optimizer.sharedSlots {
      given[slot] = eq.constant(
        slot.name, (state.shared[slot] ?? Tensor(scalar: 0)).cast(to: dtype))
    }
    return (SharedState(iterations: iterations, rate: rate, slots: SlotTerms(given)), given)
  }

  /// The variables that have a gradient, each with what the optimizer keeps for it.
  private func updating(
    _ optimizer: OptimizerInUse, _ gradients: [Int: Term], _ kept: ScalingKept?, _ mode: Aim.Mode,
    _ dtype: DType, _ eq: Equations
  ) throws -> [Updating] {
    var frames: [Int: Int] = [:]
    var result: [Updating] = []
    for (index, variable) in variables(trainedIn: mode).enumerated() {
      guard let identity = variable.weight.identity,
        let value = eq.weights(where: { $0.identity == identity }).first,
        let gradient = gradients[value.id], let reader = eq.reader(of: value)
      else { continue }
      let frame = frames[reader.id] ?? eq.begin(reader.title + ", update", beside: reader.id)
      frames[reader.id] = frame
      let names = WeightNames(eq: eq, weight: value.name)
      let (given, own, unscaled) = try eq.resume(frame, dtype: dtype) {
        let given = try slots(of: variable, index, value, optimizer, names, eq)
        var own = Gradient(gradient)
        if mode.backend.keepsLookups {
          let lookups = try eq.lookups(gradient, names)
          own = variable.regularizer == nil ? lookups : Gradient(lookups.value)
        }
        return (given, own, try optimizer.optimization.unscaled(own, by: kept?.s, to: names))
      }
      if own.value.value?.id != gradient.value?.id { eq.setGradient(of: value, to: own.value) }
      if let unscaled { eq.setGradient(of: value, to: unscaled.value) }
      let constraint = try variable.constraint.map {
        try Constraints.read(
          $0, place: variable.path, generation: optimizer.optimization.generation)
      }
      let trained = TrainedWeight(
        eq.latest(.value(value)),
        gradient: unscaled ?? own, scaled: unscaled.map { _ in own },
        slots: SlotTerms(given), constraint: constraint)
      result.append(
        Updating(
          index: index, value: value, frame: frame, names: names, given: given, trained: trained))
    }
    return result
  }

  private func slots(
    of variable: TrainableVariable, _ index: Int, _ value: Value, _ optimizer: OptimizerInUse,
    _ names: WeightNames, _ eq: Equations
  ) throws -> [Slot: Term] {
    let kept = optimizer.state.slots.indices.contains(index) ? optimizer.state.slots[index] : [:]
    var result: [Slot: Term] = [:]
    for slot in optimizer.optimization.slotGroups.joined() {
      let name = names.of(slot.name)
      if let tensor = kept[slot] {
        result[slot] = eq.constant(name, tensor.cast(to: value.dtype))
      } else if case .number(let number) = slot.first {
        result[slot] = try eq.constant(name, value.shape, value.dtype, repeating: number)
      } else {
        result[slot] = eq.constant(name, value.type, beginningWith: variable.weight)
      }
    }
    return result
  }

  private func update(
    _ one: Updating, _ optimization: Optimization, _ step: Step, _ dtype: DType,
    _ eq: Equations
  ) throws {
    let (names, trained) = (one.names, one.trained)
    try eq.resume(one.frame, dtype: dtype) {
      let updated = try optimization.update(trained, step, to: names)
      for (slot, given) in one.given.sorted(by: { $0.key.key < $1.key.key }) {
        guard let next = updated.slots.terms[slot] else { continue }
        eq.update(
          given, to: try valued(next, names.of(slot.next), like: given, eq),
          keptAs: OptimizerState.key(slot, of: one.index))
      }
      let next = try valued(
        updated.weight, names.of(Name("w_next", "w′")), like: trained.value, eq)
      eq.update(.value(one.value), to: next)
    }
  }

  /// A term as a value of the shape and format of what it replaces.
  private func valued(
    _ term: Term, _ name: Name, like given: Term, _ eq: Equations
  ) throws -> Term {
    let type = try given.type()
    if let value = term.value, value.type == type { return term }
    var whole = term.spread(to: type.shape)
    if (try? whole.type().dtype) != type.dtype { whole = whole(Cast(type.dtype)) }
    return try eq(name, whole)
  }
}

extension Equations {
  /// The gradient of a weight as optimizers take it: of an embedding's table that nothing else reads, one slope for
  /// every lookup, as Keras 3 has it on TensorFlow.
  ///
  /// Where the table was looked up in half precision, its slopes are added up in the table's own, as TensorFlow does.
  fileprivate func lookups(_ term: Term, _ names: WeightNames) throws -> Gradient {
    guard var sum = definition(of: term) else { return Gradient(term) }
    var format: Cast?
    if case .apply(let op, let operands) = sum, let cast = op as? Cast, let inner = operands.first {
      (format, sum) = (cast, definition(of: inner) ?? inner)
    }
    var (slopes, squares, sizes): ([Term], [Term], [Term]) = ([], [], [])
    for part in sum.summands {
      guard case .apply(let op, let operands) = definition(of: part) ?? part, op is ScatterAdd
      else { return Gradient(term) }
      let slope = format.map { operands[0]($0) } ?? operands[0]
      slopes.append(.apply(op, [slope, operands[1]]))
      squares.append(.apply(op, [slope(Square()), operands[1]]))
      sizes.append(.apply(op, [slope(Abs()), operands[1]]))
    }
    guard let slope = Term.sum(of: slopes), let square = Term.sum(of: squares),
      let size = Term.sum(of: sizes)
    else { return Gradient(term) }
    let value =
      format == nil
      ? term
      : try names(Name("g_sum", "g_sum"), slope, "the lookups' slopes, added up in full precision")
    return Gradient(lookups: value, squares: square, sizes: size)
  }
}

extension Term {
  /// The parts of a sum, first one first; itself of what is none.
  fileprivate var summands: [Term] {
    guard case .apply(let op, let operands) = self, op is Add else { return [self] }
    return operands.flatMap(\.summands)
  }
}

import Containers
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import Testing
import Training
import TrainingSupport

/// What Keras' own gradients make of every variable: the update, what stands around it, and the optimizer's arrays.
@Suite("the first update of every step case, given Keras' gradients")
struct StepUpdateTests {
  @Test("there are at least 400 cases, of both Kerases and every optimizer")
  func whole() throws {
    #expect(StepCase.all.count >= 400)
    for tag in ["k2", "k3"] {
      let own = StepCase.all.filter { $0.file.hasSuffix("\(tag).npz") }
      #expect(own.count >= 200)
      let kinds = Set(
        own.map { $0.told["compile"]?["optimizer"]?["class_name"]?.stringValue })
      let newer: Set = tag == "k2" ? ["Lamb", "ScheduleFreeAdamW"] : []
      let all = Set(Optimizers.all.map { $0.className }).subtracting(newer)
      #expect(kinds.isSuperset(of: all.map { $0 }))
    }
  }

  @Test(arguments: StepCase.all.filter { !$0.changesWeightsFirst })
  func updates(_ step: StepCase) throws {
    let model = try step.model()
    let optimization = try #require(step.compiled.optimization).get()
    let variables = model.trainableVariables
    let gradients = try step.gradients()
    let batch = Batch()
    let fresh = OptimizerState(fresh: optimization, weights: variables.map(\.shape))
    let state = SharedState(
      iterations: batch.constant("iterations", Tensor(scalar: 0, .int64)),
      slots: SlotTerms(fresh.shared.mapValues { batch.constant("s", $0) }))
    // A variable that no loss depends on has no gradient, and stays.
    let judged = variables.indices.filter { index in
      gradients.contains { variables[index].matches($0.path) }
    }
    try #require(judged.count == gradients.count, "\(variables.map(\.path)) \(gradients)")
    let weights = try judged.map {
      try trained($0, variables[$0], step, optimization, fresh, batch)
    }
    let begun = try optimization.begin(state, weights: weights, to: batch)
    var slots: [Int: [Slot: Tensor]] = [:]
    for (index, weight) in zip(judged, weights) {
      let updated = try optimization.update(weight, begun, to: batch)
      let after = try #require(
        try step.variables(after: 1).first { variables[index].matches($0.path) })
      #expect(
        Nearness.distance(try batch.all(updated.weight), after.tensor.elements) < 1,
        "\(after.path): \(batch.lines)")
      slots[index] = try updated.slots.terms.mapValues { try batch.evaluate($0) }
    }
    try compare(step, slots, variables.map(\.shape), optimization)
  }

  /// A variable before the first step, with its gradient.
  private func trained(
    _ index: Int, _ variable: TrainableVariable, _ step: StepCase, _ optimization: Optimization,
    _ fresh: OptimizerState, _ batch: Batch
  ) throws -> TrainedWeight {
    let w = batch.constant("w", try variable.numbers())
    var slots = SlotTerms(fresh.slots[index].mapValues { batch.constant("s", $0) })
    for slot in optimization.slotGroups.flatMap(\.self) where slot.first == .weight {
      slots[slot] = w
    }
    let constraint = try variable.constraint.map {
      try Constraints.read($0, place: variable.path, generation: optimization.generation)
    }
    func term(_ arrays: [(path: String, tensor: Tensor)]) -> Term? {
      arrays.first { variable.matches($0.path) }.map { batch.constant("g", $0.tensor) }
    }
    let value = try #require(term(try step.gradients()))
    let squares = term(try step.lookups("squares"))
    let sizes = term(try step.lookups("sizes"))
    let gradient =
      if let squares, let sizes {
        Gradient(lookups: value, squares: squares, sizes: sizes)
      } else {
        Gradient(value)
      }
    return TrainedWeight(w, gradient: gradient, slots: slots, constraint: constraint)
  }

  /// The optimizer's arrays after the step, in their places.
  private func compare(
    _ step: StepCase, _ slots: [Int: [Slot: Tensor]], _ shapes: [Shape],
    _ optimization: Optimization
  ) throws {
    let kept = try step.optimizer(after: 1)
    for (meaning, tensor) in zip(try optimization.arrays(kept.map(\.shape), weights: shapes), kept)
    {
      guard case .slot(let slot, let weight) = meaning, let own = slots[weight] else { continue }
      let mine = own[slot]?.elements ?? []
      let all =
        mine.count == tensor.count
        ? mine : Array(repeating: mine.first ?? .nan, count: tensor.count)
      #expect(Nearness.distance(all, tensor.elements) < 1, "\(slot.key) of weight \(weight)")
    }
  }
}

extension TrainableVariable {
  /// Its numbers, as they are in the file.
  func numbers() throws -> Tensor {
    var numbers = [Float](repeating: 0, count: shape.count)
    try numbers.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try weight.write(to: start, .single)
    }
    return Tensor(shape, .float32, numbers.map(Double.init))
  }
}

import Containers
import Equations
import Tensors
import Terms
import Testing
import TrainingSupport

@testable import Training

/// An optimizer at work on weights, under gradients that are given.
final class StepRun {
  let optimization: Optimization
  private(set) var weights: [Tensor]
  private var iterations = 0.0
  private var shared: [Slot: Tensor] = [:]
  private var slots: [[Slot: Tensor]]
  private let constraint: (any Constraint)?
  private(set) var lines: [String] = []

  init(_ part: PartCase) throws {
    optimization = try Optimization(part.config, generation: part.generation)
    constraint = try part.json["constraint"].map {
      try Constraints.read($0, place: "the constraint", generation: part.generation)
    }
    let shapes = (part.json["shapes"]?.arrayValue ?? []).map { dims in
      Shape((dims.arrayValue ?? []).compactMap(\.intValue))
    }
    weights = StepRun.cut(try #require(try part.tensor("w")), shapes)
    slots = weights.map { _ in [:] }
    for slot in optimization.optimizer.sharedSlots {
      shared[slot] = StepRun.first(slot, Tensor(scalar: 0))
    }
    let kept = optimization.slotGroups.flatMap(\.self)
    for (index, weight) in weights.enumerated() {
      for slot in kept { slots[index][slot] = StepRun.first(slot, weight) }
    }
  }

  private static func first(_ slot: Slot, _ weight: Tensor) -> Tensor {
    switch slot.first {
    case .number(let number): Tensor(weight.shape, .float32, repeating: number).cast(to: .float32)
    case .weight: weight
    }
  }

  /// Numbers one behind the other, as arrays of these shapes.
  private static func cut(_ flat: Tensor, _ shapes: [Shape]) -> [Tensor] {
    var rest = flat.elements[...]
    return shapes.map { shape in
      defer { rest = rest.dropFirst(shape.count) }
      return Tensor(shape, .float32, Array(rest.prefix(shape.count)))
    }
  }

  /// One step.
  func step(_ gradient: Tensor) throws {
    let batch = Batch()
    let gradients = StepRun.cut(gradient, weights.map(\.shape)).map {
      Gradient(batch.constant("g", $0))
    }
    let state = SharedState(
      iterations: batch.constant("iterations", Tensor(scalar: iterations, .int64)),
      slots: terms(shared, batch))
    let trained = weights.indices.map { index in
      TrainedWeight(
        batch.constant("w", weights[index]), gradient: gradients[index],
        slots: terms(slots[index], batch), constraint: index == 0 ? constraint : nil)
    }
    let begun = try optimization.begin(state, weights: trained, to: batch)
    for (index, weight) in trained.enumerated() {
      let updated = try optimization.update(weight, begun, to: batch)
      weights[index] = try batch.evaluate(updated.weight)
      slots[index] = try tensors(updated.slots, batch, weights[index])
    }
    shared = try tensors(begun.slots, batch, Tensor(scalar: 0))
    iterations = try batch.evaluate(try optimization.end(state, begun, to: batch)).elements[0]
    lines = batch.lines
  }

  private func terms(_ tensors: [Slot: Tensor], _ batch: Batch) -> SlotTerms {
    var result = SlotTerms()
    for (slot, tensor) in tensors { result[slot] = batch.constant(slot.name, tensor) }
    return result
  }

  private func tensors(_ terms: SlotTerms, _ batch: Batch, _ weight: Tensor) throws -> [Slot:
    Tensor]
  {
    var result: [Slot: Tensor] = [:]
    for (slot, term) in terms.terms {
      let tensor = try batch.evaluate(term)
      result[slot] =
        tensor.shape == weight.shape
        ? tensor : Tensor(weight.shape, .float32, repeating: tensor.elements[0])
    }
    return result
  }

  /// The optimizer's arrays in the order of Keras, as far as it numbers them.
  func state(like part: PartCase) throws -> [Double] {
    let arrays = try optimization.arrays(StepRun.shapes(part), weights: weights.map(\.shape))
    return arrays.flatMap { array -> [Double] in
      switch array {
      case .iterations: [iterations]
      case .rate: [rate]
      case .shared(let slot): shared[slot]?.elements ?? []
      case .slot(let slot, let weight): slots[weight][slot]?.elements ?? []
      case .unused: []
      }
    }
  }

  private var rate: Double {
    if case .constant(let number) = optimization.rate { number } else { 0 }
  }

  /// The shapes of the optimizer's arrays.
  static func shapes(_ part: PartCase) -> [Shape] {
    (part.json["states"]?.arrayValue ?? []).map { state in
      Shape((state[1]?.arrayValue ?? []).compactMap(\.intValue))
    }
  }
}

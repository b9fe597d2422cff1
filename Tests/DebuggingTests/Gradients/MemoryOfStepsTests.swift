import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging
@testable import Engine
@testable import Equations

/// Training in the least memory: every number of every step the same to the bit.
@Suite struct MemoryOfStepsTests {
  /// The models of the fixtures that go through time, there and back.
  static let models = ["bidirectional", "lstm", "masked", "masked_sequence", "two_outputs"]

  /// Steps of a model over its batch, made three times as long.
  private func steps(
    _ name: String, _ body: (_ program: Program, _ batches: Batches) throws -> Void
  ) throws {
    let session = try AimedModel(name: name).session()
    let model = session.model
    let course = try #require(session.machine?.course)
    let length = course.batches.inputs[0].shape[1]
    func longer(_ tensor: Tensor) throws -> Tensor {
      guard tensor.shape.rank > 1, tensor.shape[1] == length else { return tensor }
      let rows = try (0..<tensor.shape[0]).map { sample in
        let row = try #require(tensor.row(sample))
        let shape = row.shape.replacing(0, with: 3 * length)
        return Tensor(shape, row.dtype, row.elements + row.elements + row.elements)
      }
      return try #require(Tensor.stack(rows))
    }
    let inputs = try course.batches.inputs.map(longer)
    let targets = try course.batches.targets.map(longer)
    let shapes = inputs.map { $0.shape.removing(0) }
    let outputs = try model.program(for: shapes).outputs.map(\.shape)
    let aim = try Aim(
      Dictionary(uniqueKeysWithValues: targets.enumerated().map { ($0.offset, $0.element) }),
      for: model, outputs, samples: inputs[0].shape[0], loss: nil)
    let mode = Aim.Mode(seed: 0, optimizer: try model.optimizerInUse())
    let program = try model.program(for: shapes, aiming: aim, as: mode)
    try body(program, Batches(inputs: inputs, targets: aim.targets))
  }

  @Test(arguments: models)
  func stepsAreTheSame(_ model: String) throws {
    try steps(model) { program, batches in
      var budget = MemoryBudget.standard
      budget.timestepsAtOnce = 1
      let rich = try Machine(program, through: batches, budget: budget)
      budget.bytes = 0
      budget.bytes = try MemoryBudgetTests.least(program, batches.samples(in: 0), budget)
      let poor = try Machine(program, through: batches, budget: budget)
      let goesBack = program.scans.contains { $0.isBackward }
      #expect(goesBack)
      #expect(poor.memoryUse.isPartial && !rich.memoryUse.isPartial)
      #expect(poor.memoryUse.bytes <= budget.bytes)
      for machine in [rich, poor] {
        machine.extend(to: 3)
        _ = try machine.resume()
      }
      try compare(rich, poor, "at the end")
      #expect(poor.losses == rich.losses)
      var chance = Chance(model)
      for _ in 0..<3 {
        let place = WalkPosition(
          step: Int.random(in: 0..<3, using: &chance),
          Position(Int.random(in: 0...program.tickCount, using: &chance)))
        for machine in [rich, poor] { try machine.takePosition(place) }
        try compare(rich, poor, "\(place)")
        for machine in [rich, poor] { _ = try machine.move(.step, count: 3, backwards: true) }
        try compare(rich, poor, "before \(place)")
      }
    }
  }

  private func compare(_ rich: Machine, _ poor: Machine, _ place: String) throws {
    let difference = Seen.difference(rich, poor)
    try #require(difference == nil, "\(place): \(difference ?? "")")
  }
}

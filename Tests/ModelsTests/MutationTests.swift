import Containers
import Damage
import Debugging
import Engine
import Equations
import ModelSupport
import Models
import Tensors
import Terms
import TestSupport
import Testing

@Suite("damaged architectures")
struct MutationTests {
  /// The grid in parts, so that they are walked beside each other.
  private static let parts = 16

  /// `kerastep-fuzz models` damages them more often.
  @Test("open, are refused or stop with a message, and never end the program", arguments: 0..<parts)
  func survive(_ part: Int) throws {
    var opened = 0
    var refused = 0
    for (seed, one) in GridCase.grid.enumerated() where seed % Self.parts == part {
      var mutation = JSONMutation(seed: UInt64(seed))
      let damaged = mutation.damaged(try one.architecture())
      let time = try ProcessorTime.of {
        let inputs = try one.golden().inputs
        do {
          try run(try one.model(damaged), inputs)
          opened += 1
        } catch {
          #expect(!"\(error)".isEmpty)
          refused += 1
        }
      }
      #expect(time < Duration.seconds(20).granted, "it hangs, \(one.description): \(damaged.text)")
    }
    #expect(opened > 40)
    #expect(refused > 10)
  }

  private func run(_ model: Model, _ inputs: [Tensor]) throws {
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    for equation in program.equations { _ = equation.text() + equation.text(.typed) }
    let machine = try Machine(
      program, inputs: Machine.samples(of: inputs), budget: MemoryBudget(bytes: 500_000_000))
    if program.tickCount < 100_000 { _ = try machine.resume() }
  }
}

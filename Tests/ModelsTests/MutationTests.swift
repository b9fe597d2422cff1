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
  @Test("open, are refused or stop with a message, and never end the program")
  func survive() throws {
    var opened = 0
    var refused = 0
    for (seed, one) in GridCase.grid.enumerated() {
      var mutation = JSONMutation(seed: UInt64(seed))
      let inputs = try one.golden().inputs
      for _ in 0..<2 {
        let damaged = mutation.damaged(try one.architecture())
        let time = ProcessorTime.of {
          do {
            try run(try one.model(damaged), inputs)
            opened += 1
          } catch {
            #expect(!"\(error)".isEmpty)
            refused += 1
          }
        }
        #expect(time < Duration.seconds(2).granted, "\(one.description): \(damaged.text)")
      }
    }
    #expect(opened > 1000)
    #expect(refused > 300)
  }

  private func run(_ model: Model, _ inputs: [Tensor]) throws {
    let program = try model.program(for: inputs.map { $0.shape.removing(0) })
    for equation in program.equations { _ = equation.text() + equation.text(.typed) }
    let machine = try Machine(
      program, inputs: Machine.samples(of: inputs), budget: MemoryBudget(bytes: 500_000_000))
    if program.tickCount < 100_000 { _ = try machine.resume() }
  }
}

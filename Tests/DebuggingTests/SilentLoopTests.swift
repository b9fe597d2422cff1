import Equations
import Tensors
import Terms
import Testing

@testable import Debugging

/// Loops without equations, which nobody can stand in: they run with what is beside them.
@Suite struct SilentLoopTests {
  private let input = Tensor([2, 3, 1], .float32, [1, 2, 3, 4, 5, 6])

  /// Hands rows on without an equation, in a loop in a loop; equations before and after as asked.
  private func machine(before: Bool, after: Bool) throws -> Machine {
    let eq = Equations()
    var x = eq.input("x", TensorType([2, 3, 1], .float32))
    let y = try eq.call("layer", kind: "Test", title: "", dtype: .float32) {
      if before { x = try eq("b", x * 2) }
      let (_, collected) = try eq.scan([Equations.Rows("r", of: x)]) { rows, _, _ in
        let (_, inner) = try eq.scan([Equations.Rows("s", of: rows[0])]) { rows, _, _ in
          Equations.Step(collected: rows)
        }
        return Equations.Step(collected: inner)
      }
      return after ? try eq("a", collected[0] + 1) : collected[0]
    }
    return try Machine(eq.finish(outputs: [y]), inputs: [[input]])
  }

  @Test(arguments: [false, true], [false, true])
  func theyRunWithTheEquationsBesideThem(_ before: Bool, _ after: Bool) throws {
    let machine = try machine(before: before, after: after)
    #expect(machine.program.tickCount == (before ? 1 : 0) + (after ? 1 : 0))
    while machine.position.tick < machine.program.tickCount {
      #expect(throws: PlaceError.self) { try machine.lookup("output") }
      _ = try machine.move(.next)
    }
    let expected = input.elements.map { $0 * (before ? 2 : 1) + (after ? 1 : 0) }
    #expect(try machine.lookup("output").tensor.elements == expected)
    #expect(machine.frontier == machine.program.tickCount)
    _ = try machine.edit(machine.program.inputs[0], to: Tensor(input.shape, repeating: 3))
    _ = try machine.resume()
    let edited = Double((before ? 6 : 3) + (after ? 1 : 0))
    #expect(try machine.lookup("output").tensor.elements.allSatisfy { $0 == edited })
  }
}

import Engine
import Equations
import Tensors
import Terms
import Testing

/// An array of one number, which no memory is taken for before it is run.
struct RepeatedNumberTests {
  @Test("ones that take no memory are ones when they are read")
  func repeated() throws {
    let eq = Equations()
    let x = eq.input("x", TensorType([2, 3], .float32))
    let y = try eq("y", x + (try eq.constant("twos", [2, 3], .float32, repeating: 2)))
    let program = eq.finish(outputs: [y])
    let memory = try Memory(program, samples: 1)
    let twos = try #require(program.weights.first.map { program.values[$0.value] })
    #expect(try memory.read(twos, sample: 0).elements == [2, 2, 2, 2, 2, 2])
  }
}

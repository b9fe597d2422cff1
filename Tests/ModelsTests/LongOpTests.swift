import Containers
import Debugging
import Engine
import Equations
import Models
import ModelSupport
import Tensors
import Terms
import Testing
import TestSupport

/// What takes long in one equation asks on its way whether to end, and what it made so far then counts for nothing.
@Suite struct LongOpTests {
  private static func layer(_ kind: String) -> String {
    if kind == "Dense" { return Architecture.dense("long", 420, more: #", "use_bias": false"#) }
    return """
      {"class_name": "\(kind)", "config": {"name": "long", "filters": 32, "kernel_size": [3, 3],
       "strides": [1, 1], "padding": "same", "use_bias": false}}
      """
  }

  private func machine(_ kind: String, size: Int) throws -> Machine {
    let shape: Shape = kind == "Dense" ? [size, 420] : [size, size, 32]
    let axes = shape.dims.map(String.init).joined(separator: ", ")
    let net = Architecture(layers: [
      Architecture.input("x", "[null, \(axes)]"), Self.layer(kind),
    ])
    func numbers(_ shape: Shape) -> Tensor {
      Tensor(shape, .float32, (0..<shape.count).map { Double($0 % 17) / 16 - 0.5 })
    }
    let kernel: Shape = kind == "Dense" ? [420, 420] : [3, 3, 32, 32]
    let model = try net.model([("long", [numbers(kernel)])])
    let program = try model.program(for: [shape])
    #expect(program.obstacle == nil)
    return try Machine(
      program, inputs: Machine.samples(of: [numbers(shape.inserting(1, at: 0))]))
  }

  @Test(arguments: [("Conv2D", 96), ("Conv2DTranspose", 128), ("Dense", 3200)])
  func isInterruptedInsideAndMadeAgain(_ kind: String, _ size: Int) throws {
    func numbers(_ machine: Machine) throws -> [Double] {
      try machine.lookup("output").tensor.elements
    }
    let whole = try machine(kind, size: size)
    let count = Wish()
    try Interruption.listening(to: count.isThere) { _ = try whole.resume() }
    let small = try machine(kind, size: 8)
    let few = Wish()
    try Interruption.listening(to: few.isThere) { _ = try small.resume() }
    #expect(count.count > few.count, "nobody asks inside")

    let machine = try machine(kind, size: size)
    for moment in [1, 2, count.count - few.count] {
      let wish = Wish(at: moment)
      let stop = try Interruption.listening(to: wish.isThere) { try machine.resume() }
      #expect(stop.position == .start, "question \(moment) of \(count.count)")
    }
    _ = try machine.resume()
    #expect(try numbers(machine) == numbers(whole))
  }

  /// What is evaluated at the prompt has no engine that asks after it.
  @Test func aProductByItselfIsRefusedWhenInterrupted() throws {
    let (a, b) = (
      Tensor([801, 850], .float32, repeating: 1), Tensor([850, 851], .float32, repeating: 1)
    )
    let small = Tensor([3, 3], .float32, repeating: 1)
    let always = Wish(at: 1)
    let few = try Interruption.listening(to: always.isThere) {
      try MatMul().apply(to: [small, small])
    }
    #expect(few.elements.allSatisfy { $0 == 3 })
    #expect(throws: Misfit.self) {
      try Interruption.listening(to: always.isThere) { try MatMul().apply(to: [a, b]) }
    }
    #expect(try MatMul().apply(to: [a, b]).elements.allSatisfy { $0 == 850 })
  }
}

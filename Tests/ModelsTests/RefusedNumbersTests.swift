import Containers
import Debugging
import Equations
import Layers
import Models
import Tensors
import Testing

/// Numbers for which Keras ends with an error: a run goes on, says so, and gives nothing that looks like a result.
@Suite struct RefusedNumbersTests {
  private func model(_ module: String, _ operation: String, _ dtype: String, operands: Int) throws
    -> Model
  {
    let tensor = """
      {"class_name": "__keras_tensor__", "config": {"shape": [null, 2, 2], "dtype": "\(dtype)",
       "keras_history": ["i", 0, 0]}}
      """
    let tensors = [String](repeating: tensor, count: operands).joined(separator: ", ")
    let text = """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f",
       "layers": [{"module": "keras.layers", "class_name": "InputLayer", "name": "i",
       "config": {"batch_shape": [null, 2, 2], "dtype": "\(dtype)", "name": "i"},
       "inbound_nodes": []}, {"module": "keras.src.ops.\(module)", "class_name": "\(operation)",
       "name": "o", "config": {"name": "o"},
       "inbound_nodes": [{"args": [\(tensors)], "kwargs": {}}]}],
       "input_layers": ["i", 0, 0], "output_layers": ["o", 0, 0]}}
      """
    return try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(3, 15), arrays: [],
      named: "test")
  }

  @Test(arguments: [
    ("Inv", 1, [1, 2, 3, 5], [1, 2, 2, 4]), ("Inv", 1, [0, 1, 1, 0], [0, 0, 0, 0]),
    ("Solve", 2, [1, 2, 3, 5], [1, 2, 2, 4]), ("Cholesky", 1, [2, 1, 1, 2], [1, 2, 2, 1]),
    ("Cholesky", 1, [4, 0, 0, 1], [1, 2, 2, 4]),
  ])
  func matrices(_ operation: String, _ operands: Int, _ good: [Double], _ bad: [Double]) throws {
    let model = try model("linalg", operation, "float32", operands: operands)
    for (numbers, isRefused) in [(good, false), (bad, true)] {
      let machine = try run(model, Tensor([1, 2, 2], .float32, numbers))
      #expect(try refusals(machine).isEmpty != isRefused, "\(numbers)")
      let y = try machine.lookup("output").tensor
      #expect(y.elements.contains { $0.isNaN } == isRefused, "\(numbers)")
    }
  }

  @Test(arguments: [("FloorDivide", "int32"), ("Mod", "int8"), ("Fmod", "uint8")])
  func wholeNumbers(_ operation: String, _ dtype: String) throws {
    let model = try model("numpy", operation, dtype, operands: 2)
    let format = try #require(DType(rawValue: dtype))
    for (numbers, isRefused) in [([1, 2, 3, 4] as [Double], false), ([1, 2, 0, 4], true)] {
      let machine = try run(model, Tensor([1, 2, 2], format, numbers))
      #expect(
        try refusals(machine) == (isRefused ? ["a whole number divided by 0"] : []), "\(numbers)")
    }
  }

  @Test(
    "whole numbers of 64 bits are told where they reach 2^53",
    arguments: [
      ("Add", 0x1p51, false), ("Add", 0x1p52, true), ("Multiply", 0x1p26, false),
      ("Multiply", 94_906_267, true), ("Subtract", 0x1p52, false),
    ])
  func inexact(_ operation: String, _ number: Double, _ isInexact: Bool) throws {
    let model = try model("numpy", operation, "int64", operands: 2)
    let machine = try run(model, Tensor([1, 2, 2], .int64, [1, -2, number, 3]))
    #expect(try machine.refusals(of: [0]).count == (isInexact ? 1 : 0))
  }

  private func run(_ model: Model, _ x: Tensor) throws -> Machine {
    let program = try model.program(for: [[2, 2]])
    #expect(program.obstacle == nil)
    let machine = try Machine(program, inputs: Machine.samples(of: [x]))
    _ = try machine.resume()
    return machine
  }

  private func refusals(_ machine: Machine) throws -> [String] {
    try machine.program.refusing.compactMap { equation, reason in
      try machine.read(equation.result, sample: 0).elements.contains { $0 != 0 } ? reason : nil
    }
  }
}

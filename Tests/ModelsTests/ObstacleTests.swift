import Containers
import Debugging
import Engine
import Equations
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("what cannot be computed opens, and says so where it stands")
struct ObstacleTests {
  private let kernel = Tensor([2, 3], repeating: 0.5)
  private let bias = Tensor([3], repeating: 0)

  @Test("weights of another shape are never made to fit")
  func shapes() throws {
    let net = Architecture(layers: [Architecture.input(), Architecture.dense("a", 3)])
    let model = try net.model([("a", [Tensor([3, 2], repeating: 0.5), bias])])
    #expect(
      try model.obstacle([2]) == """
        a (Dense): its kernel in the file is (3, 2), but the layer needs (2, 3)
        The weights belong to another architecture or input shape; shapes are never changed.
        """)
  }

  @Test("an architecture without weights")
  func noWeights() throws {
    let net = Architecture(layers: [Architecture.input(), Architecture.dense("a", 3)])
    try Fixtures.temporary(["model.json": Array(net.json.utf8)]) { folder in
      let model = try ModelFile.open("\(folder)/model.json")
      #expect(
        model.origin.remarks == ["there are no weights: add --weights FILE to compute anything"])
      #expect(
        try model.obstacle([2]) == """
          a (Dense): the file has no weight kernel (2, 3) for it
          Save the model with its weights, or give them with --weights FILE.
          """)
    }
  }

  private func stopped(by layer: String) throws -> String {
    let net = Architecture(layers: [
      Architecture.input(), Architecture.dense("a", 3), layer, Architecture.dense("b", 1),
    ])
    let model = try net.model([
      ("a", [kernel, bias]), ("b", [Tensor([3, 1], repeating: 1), Tensor([1], repeating: 0)]),
    ])
    let program = try model.program(for: [[2]])
    #expect(program.frames.map(\.path) == ["a"], "what stands before it is there")
    return program.obstacle?.description ?? "nothing"
  }

  @Test("a class that is not known")
  func unknown() throws {
    #expect(
      try stopped(by: #"{"class_name": "Fancy", "config": {"name": "odd"}}"#) == """
        odd (Fancy): layers of the class Fancy are not supported
        The equations before it can be stepped. Type what it computes of its input x, as in layer odd = x * 2; or \
        give its output: feed … odd=FILE.
        """)
  }

  @Test("a class that pretends to be built in")
  func pretender() throws {
    let evil = #"{"class_name": "Dense", "module": "evil", "config": {"name": "a2", "units": 3}}"#
    #expect(
      try stopped(by: evil) == """
        a2 (Dense): Dense is a class of its author's own (evil), not one of Keras', and its code is \
        not in the file
        The equations before it can be stepped. Type what it computes of its input x, as in layer a2 = x * 2; or \
        give its output: feed … a2=FILE.
        """)
    let registered = """
      {"class_name": "Dense", "module": null, "registered_name": "Evil>Dense", \
      "config": {"name": "a2", "units": 3}}
      """
    #expect(
      try stopped(by: registered).hasPrefix(
        "a2 (Dense): Dense is a class of its author's own (Evil)"))
  }

  @Test(
    "code in the file is never run",
    arguments: ["Lambda", "TFSMLayer", "TorchModuleWrapper", "TensorFlowOpLayer"])
  func code(_ kind: String) throws {
    let layer = #"{"class_name": "\#(kind)", "config": {"name": "code", "function": "4wEAAAA="}}"#
    #expect(
      try stopped(by: layer) == """
        code (\(kind)): a \(kind) holds code in the model file, which is never run
        The equations before it can be stepped. Type what it computes of its input x, as in layer code = x * 2; or \
        give its output: feed … code=FILE.
        """)
  }

  @Test("a config that makes no sense")
  func config() throws {
    #expect(
      try stopped(by: Architecture.dense("c", -1)) == """
        c (Dense): units is -1, expected a whole number from 0 to 2147483647
        The equations before it can be stepped. Type what it computes of its input x, as in layer c = x * 2; or \
        give its output: feed … c=FILE.
        """)
  }

  @Test("operands that do not fit show the equation")
  func misfit() throws {
    let reshape = #"{"class_name": "Reshape", "config": {"name": "r", "target_shape": [2, 2]}}"#
    #expect(
      try stopped(by: reshape) == """
        r (Reshape): x is (3): 3 elements do not fill (2, 2)
          y = reshape(x, (2, 2))
              ^^^^^^^^^^^^^^^^^^
        the product of the lengths must be 3
        What is fed, or the file, does not fit the layer.
        """)
  }

  private func repeated(_ count: Int) throws -> Program {
    let layer = #"{"class_name": "RepeatVector", "config": {"name": "r", "n": \#(count)}}"#
    let net = Architecture(layers: [Architecture.input(), Architecture.dense("a", 3), layer])
    return try net.model([("a", [kernel, bias])]).program(for: [[2]])
  }

  @Test("a billion timesteps open, and are too many for one value")
  func bomb() throws {
    #expect(
      try repeated(1_000_000_000).obstacle?.description == """
        r (RepeatVector): x is (3): (1000000000, 3) is too large; a value may have 100000000 elements
          y = repeat_vector(x, 1000000000)
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        What is fed, or the file, does not fit the layer.
        """)
  }

  @Test("thirty million timesteps are too many for the memory when fed")
  func memory() throws {
    let program = try repeated(30_000_000)
    #expect(program.obstacle == nil)
    let inputs = Machine.samples(of: [Tensor([1, 2], repeating: 1)])
    #expect(
      refusal { try Machine(program, inputs: inputs, budget: MemoryBudget(bytes: 100_000_000)) }
        == """
        this input needs 360 MB of memory; there may be 100 MB. Feed fewer samples or fewer \
        timesteps, or let it take more: set memory.
        """)
  }

  @Test("names are data: escapes, blanks and slashes stay as they are")
  func names() throws {
    let odd = "\u{1B}[31mred\u{1B}[0m a/b\n#2:1"
    let text = JSON.string(odd).text.dropFirst().dropLast()
    let net = Architecture(layers: [Architecture.input(), Architecture.dense(String(text), 3)])
    let model = try net.model([("a", [kernel, bias])])
    let program = try model.program(for: [[2]])
    #expect(program.frames.map(\.path) == [odd])
    #expect(model.outputNames == [odd])
  }
}

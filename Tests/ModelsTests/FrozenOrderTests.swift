import Debugging
import Equations
import Models
import ModelSupport
import Tensors
import Testing
import TestSupport

/// Weights of Keras 2 in an order of which the config does not tell, since parts were frozen.
@Suite struct FrozenOrderTests {
  private static func sequence(_ name: String) -> String {
    """
    {"class_name": "Sequential", "config": {"name": "\(name)", "layers": [
      \(Architecture.dense("first", 3)),
      {"class_name": "BatchNormalization", "config": {"name": "norm", "axis": [1]}}]}}
    """
  }

  private static let names = [
    "first/kernel:0", "first/bias:0", "norm/gamma:0", "norm/beta:0", "norm/moving_mean:0",
    "norm/moving_variance:0",
  ]

  private static func array(_ name: String) -> (name: String, tensor: Tensor) {
    let shape: Shape = name.contains("kernel") ? [3, 3] : [3]
    let place = names.firstIndex(of: name) ?? 0
    return (name, Tensor(shape, .float32, (0..<shape.count).map { Double(place + $0 + 1) / 8 }))
  }

  private func model(_ order: [String]) throws -> Model {
    try Architecture(layers: [Architecture.input("x", "[null, 3]"), Self.sequence("inner")])
      .model(named: [("inner", order.map(Self.array))])
  }

  private func output(_ model: Model) throws -> [Double] {
    let program = try model.program(for: [[3]])
    #expect(program.obstacle == nil)
    let x = Tensor([1, 3], .float32, [0.5, -1, 2])
    let machine = try Machine(program, inputs: Machine.samples(of: [x]))
    _ = try machine.resume()
    return try machine.lookup("output").tensor.elements
  }

  /// Even where every shape would fit, as those of gamma, beta and the statistics do.
  @Test(arguments: [[2, 3, 0, 1, 4, 5], [0, 1, 4, 5, 2, 3]])
  func namesTellTheOrder(_ order: [Int]) throws {
    let right = try output(try model(Self.names))
    #expect(try output(try model(order.map { Self.names[$0] })) == right)
  }

  /// Keras goes by the order; no freezing makes these.
  @Test(arguments: [[5, 4, 3, 2, 1, 0], [1, 0, 2, 3, 4, 5], [0, 1, 3, 2, 5, 4]])
  func whatNoFreezingMakesIsRefused(_ order: [Int]) throws {
    let message = refusal { try model(order.map { Self.names[$0] }) }
    #expect(message.contains("in an order that Keras does not write"))
    #expect(message.contains("goes by the order"))
  }

  /// Two layers of one name: nobody knows whose an array is.
  @Test func whatNamesDoNotTellIsRefused() throws {
    let both = """
      {"class_name": "Sequential", "config": {"name": "outer", "layers": [
        \(Self.sequence("left")), \(Self.sequence("right"))]}}
      """
    let net = Architecture(layers: [Architecture.input("x", "[null, 3]"), both])
    let trained = Self.names.prefix(4) + Self.names.prefix(4)
    let others = Self.names.suffix(2) + Self.names.suffix(2)
    let usual = try net.model(named: [("outer", (trained + others).map(Self.array))])
    #expect(try output(usual).count == 3)
    let message = refusal {
      try net.model(named: [("outer", (others + trained).map(Self.array))])
    }
    #expect(message.contains("norm/moving_mean:0 where kernel of first is expected"))
    #expect(message.contains("frozen"))
  }
}

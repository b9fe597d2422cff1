import Containers
import Debugging
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// Settings of Keras 3's operations may stand in the config, or in the call, by their names or in their places.
@Suite struct OperationPlaceTests {
  private enum Way: CaseIterable {
    case config, keywords, places
  }

  private func model(
    _ operation: String, _ settings: [(String, String)], _ way: Way, shape: String = "[null, 2, 3]"
  ) throws -> Model {
    let pairs = settings.map { #""\#($0.0)": \#($0.1)"# }.joined(separator: ", ")
    let places = settings.map { ", " + $0.1 }.joined()
    let tensor = """
      {"class_name": "__keras_tensor__", "config": {"shape": \(shape), "dtype": "float32",
       "keras_history": ["i", 0, 0]}}
      """
    let text = """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f",
       "layers": [{"module": "keras.layers", "class_name": "InputLayer", "name": "i",
       "config": {"batch_shape": \(shape), "dtype": "float32", "name": "i"}, "inbound_nodes": []},
       {"module": "keras.src.ops.numpy", "class_name": "\(operation)", "name": "o",
       "config": {"name": "o"\(way == .config ? ", " + pairs : "")},
       "inbound_nodes": [{"args": [\(tensor)\(way == .places ? places : "")],
       "kwargs": {\(way == .keywords ? pairs : "")}}]}],
       "input_layers": ["i", 0, 0], "output_layers": ["o", 0, 0]}}
      """
    return try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(3, 15), arrays: [],
      named: "test")
  }

  @Test(arguments: [
    ("Sum", [("axis", "1"), ("keepdims", "true")]), ("Max", [("axis", "-1")]),
    ("ExpandDims", [("axis", "1")]), ("Transpose", [("axes", "[0, 2, 1]")]),
    ("Reshape", [("newshape", "[-1, 3, 2]")]), ("Softmax", [("axis", "1")]),
    ("Cast", [("dtype", #""float16""#)]), ("Elu", [("alpha", "0.5")]),
    ("LeakyRelu", [("negative_slope", "0.1")]), ("Gelu", [("approximate", "false")]),
    ("Clip", [("x_min", "-0.25"), ("x_max", "0.5")]), ("Round", [("decimals", "1")]),
    ("Argsort", [("axis", "1")]), ("Cumsum", [("axis", "1")]), ("Median", [("axis", "-1")]),
    ("Diff", [("n", "1"), ("axis", "2")]),
  ])
  func areReadInEveryWay(_ operation: String, _ settings: [(String, String)]) throws {
    let x = Tensor([1, 2, 3], .float32, [-1, -0.3, 0.2, 0.6, 1.04, 2])
    let results = try Way.allCases.map { way -> Tensor in
      let model = try model(operation, settings, way)
      let program = try model.program(for: [[2, 3]])
      #expect(program.obstacle == nil, "\(way)")
      let machine = try Machine(program, inputs: Machine.samples(of: [x]))
      _ = try machine.resume()
      return try machine.lookup("output").tensor
    }
    #expect(results[0] == results[1] && results[0] == results[2])
    #expect(results[0].elements != x.elements || results[0].shape != [2, 3])
  }

  @Test func aShapeIsMeasuredHoweverItIsGiven() throws {
    for way in Way.allCases {
      func reason(_ shape: String) throws -> String {
        let model = try model("BroadcastTo", [("shape", shape)], way, shape: "[null, 1, 3]")
        return try model.program(for: [[1, 3]]).obstacle?.reason ?? "nothing"
      }
      #expect(try reason("[1, 4, 3]") == "nothing")
      #expect(try reason("[1, -5, 3]").contains("negative length"))
      #expect(try reason("[1, 1000000000, 3]").contains("too large"))
    }
  }
}

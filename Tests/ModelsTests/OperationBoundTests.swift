import Containers
import Equations
import Layers
import Models
import Tensors
import Testing

/// Operations of Keras 3 at the ends of what numbers can hold.
@Suite struct OperationBoundTests {
  private func model(
    _ module: String, _ operation: String, _ config: String, _ shape: String, _ dtype: String
  ) throws -> Model {
    let tensor = """
      {"class_name": "__keras_tensor__", "config": {"shape": \(shape), "dtype": "\(dtype)",
       "keras_history": ["i", 0, 0]}}
      """
    let text = """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f",
       "layers": [{"module": "keras.layers", "class_name": "InputLayer", "name": "i",
       "config": {"batch_shape": \(shape), "dtype": "\(dtype)", "name": "i"}, "inbound_nodes": []},
       {"module": "keras.src.ops.\(module)", "class_name": "\(operation)", "name": "o",
       "config": {"name": "o"\(config)}, "inbound_nodes": [{"args": [\(tensor)], "kwargs": {}}]}],
       "input_layers": ["i", 0, 0], "output_layers": ["o", 0, 0]}}
      """
    return try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(3, 15), arrays: [],
      named: "test")
  }

  /// Numbers that a file holds are measured before anything is computed with them.
  @Test(arguments: [
    (
      "image", "PadImages",
      #""top_padding": 1, "left_padding": 1, "target_height": LEAST, "target_width": 9"#
    ),
    (
      "image", "PadImages",
      #""top_padding": LEAST, "left_padding": 1, "target_height": 9, "target_width": 9"#
    ),
    (
      "image", "CropImages",
      #""top_cropping": MOST, "left_cropping": 1, "target_height": LEAST, "target_width": 9"#
    ),
    ("image", "ExtractPatches", #""size": [4294967296, 4294967296], "padding": "valid""#),
    ("image", "ExtractPatches", #""size": [2, 2], "strides": [MOST, MOST], "padding": "valid""#),
    (
      "image", "ExtractPatches",
      #""size": [100, 100], "dilation_rate": [MOST, 1], "padding": "valid""#
    ),
    ("nn", "Unfold", #""kernel_size": [MOST, 1]"#),
    (
      "nn", "Unfold",
      #""kernel_size": [2, 2], "padding": [65535, 65535], "stride": [131000, 131000]"#
    ),
    ("nn", "Fold", #""output_size": [16777215, 16777215], "kernel_size": [100, 100]"#),
    ("nn", "AdaptiveMaxPool", #""output_size": [MOST, 2]"#),
    ("core", "Slice", #""start_indices": [0, LEAST, 0, 0], "shape": [-1, MOST, 1, 1]"#),
    ("numpy", "UnravelIndex", #""shape": [LEAST, 2]"#),
    ("numpy", "Repeat", #""repeats": [1024, 1024, 1024, 1024], "axis": 1, "more": 1"#),
    ("numpy", "Tile", #""repeats": [1, 1024, 1024, 1024]"#),
    ("numpy", "Repeat", #""repeats": [MOST, 1, 1, 1], "axis": 1"#),
    ("numpy", "Split", #""indices_or_sections": MOST, "axis": 1"#),
    ("numpy", "Split", #""indices_or_sections": [MOST, MOST], "axis": 1"#),
    ("numpy", "ArraySplit", #""indices_or_sections": MOST, "axis": 1"#),
  ])
  func hugeNumbersAreRefused(_ module: String, _ operation: String, _ config: String) throws {
    let numbers = config.replacing("LEAST", with: "\(Int.min)").replacing(
      "MOST", with: "9223372036854774784")
    let model = try model(module, operation, ", " + numbers, "[null, 4, 4, 2]", "float32")
    let program = try model.program(for: [[4, 4, 2]])
    let reason = try #require(program.obstacle?.reason)
    #expect(reason.count < 700)
  }

  /// A diagonal beyond all elements keeps all, or none.
  @Test(arguments: ["Tril", "Triu"], [9_223_372_036_854_774_784, -9_223_372_036_854_774_784])
  func aDiagonalMayLieOutside(_ operation: String, _ k: Int) throws {
    let model = try model("numpy", operation, ", \"k\": \(k)", "[null, 1100, 1]", "float32")
    #expect(try model.program(for: [[1100, 1]]).obstacle == nil)
  }

  /// A long list in a file is no long message.
  @Test func aReasonIsCut() throws {
    let list = [String](repeating: "7", count: 50_000).joined(separator: ", ")
    let model = try model(
      "image", "ExtractPatches", ", \"size\": [\(list)]", "[null, 4, 4, 2]", "float32")
    let reason = try #require(try model.program(for: [[4, 4, 2]]).obstacle?.reason)
    #expect(reason.hasSuffix(" …") && reason.count < 700)
  }
}

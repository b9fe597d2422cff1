import Containers
import Equations
import Layers
import Models
import Tensors
import Testing

/// Operations for which Keras ends with an error are refused with its reason.
@Suite struct RefusedOperationTests {
  private func reason(
    _ operation: String, _ config: String = "", dtype: String = "float32", more: String = ""
  ) throws -> String {
    let shape = "[null, 4, 4, 2]"
    let tensor = """
      {"class_name": "__keras_tensor__", "config": {"shape": \(shape), "dtype": "\(dtype)",
       "keras_history": ["i", 0, 0]}}
      """
    let text = """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {"name": "f",
       "layers": [{"module": "keras.layers", "class_name": "InputLayer", "name": "i",
       "config": {"batch_shape": \(shape), "dtype": "\(dtype)", "name": "i"}, "inbound_nodes": []},
       {"module": "keras.src.ops.numpy", "class_name": "\(operation)", "name": "o",
       "config": {"name": "o"\(config)},
       "inbound_nodes": [{"args": [\(tensor)\(more)], "kwargs": {}}]}],
       "input_layers": ["i", 0, 0], "output_layers": ["o", 0, 0]}}
      """
    let model = try Model(
      try JSON(parsing: text, file: "test"), version: KerasVersion(3, 15), arrays: [],
      named: "test")
    return try model.program(for: [[4, 4, 2]]).obstacle?.reason ?? "nothing"
  }

  @Test func transposedConvolutions() throws {
    #expect(
      try reason("ConvTranspose", #", "strides": 2, "padding": "same""#)
        .contains("takes output_padding for padding"))
  }

  @Test(arguments: ["Nanmedian", "Nanquantile", "Nanpercentile"])
  func wholeNumbersWithoutNaN(_ operation: String) throws {
    func of(_ dtype: String) throws -> String {
      try reason(
        operation, #", "axis": 1"#, dtype: dtype, more: operation == "Nanmedian" ? "" : ", 0.5")
    }
    #expect(try of("int32").contains("of whole numbers: Keras ends with an error"))
    #expect(try of("float32") == "nothing")
  }

  @Test func powersBelowZero() throws {
    #expect(
      try reason("Power", dtype: "int32", more: ", -1").contains("Keras ends with an error below 0")
    )
    #expect(try reason("Power", dtype: "int32", more: ", 3") == "nothing")
  }

  @Test func aBorderThatIsSaidTwice() throws {
    func padded(_ more: String) throws -> String {
      try reason(
        "PadImages",
        #", "top_padding": 1, "left_padding": 1, "bottom_padding": 1, "right_padding": 1"#
          + more)
    }
    #expect(try padded("") == "nothing")
    #expect(try padded(#", "target_height": 6"#).contains("Keras takes two of the three"))
  }

  @Test(arguments: ["AdaptiveAveragePool", "RGBToHSV", "ExtractPatches"])
  func aLayoutThatIsNotKnown(_ operation: String) throws {
    let settings =
      #", "output_size": [2, 2], "size": [2, 2], "padding": "valid", "data_format": "CN""#
    #expect(try reason(operation, settings).contains("with data_format=CN is not supported"))
  }
}

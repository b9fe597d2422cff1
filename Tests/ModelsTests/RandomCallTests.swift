import Containers
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("layers that are random when they are called with training=True")
struct RandomCallTests {
  /// The remark beside a layer called so, nil where there is none.
  private func remark(_ kind: String, _ options: String, _ shape: Shape) throws -> String? {
    let layer = """
      {"class_name": "\(kind)", "name": "a", "config": {"name": "a"\(options)},
       "inbound_nodes": [[["x", 0, 0, {"training": true}]]]}
      """
    let dims = shape.dims.map { ", \($0)" }.joined()
    let net = Architecture.functional(
      [Architecture.input("x", "[null\(dims)]"), layer], output: "a")
    let model = try net.model()
    let remark = try model.program(for: [shape]).frames.first { $0.path == "a" }?.remark
    // What the walk says beside the call is said of the model too, whose numbers are asked for.
    #expect(model.randomCalls == (remark.map { ["a is \($0)"] } ?? []))
    return remark
  }

  private static let said = "called with training=True: in Keras its output is random"

  @Test(arguments: [
    ("Dropout", #", "rate": 0.5"#), ("SpatialDropout1D", #", "rate": 0.5"#),
    ("GaussianDropout", #", "rate": 0.5"#), ("GaussianNoise", #", "stddev": 0.5"#),
    ("AlphaDropout", #", "rate": 0.5"#),
  ])
  func isRandom(_ kind: String, _ options: String) throws {
    #expect(try remark(kind, options, [4, 3])?.hasPrefix(Self.said) == true)
    let inside = #", "layer": {"class_name": "\#(kind)", "config": {"name": "b"\#(options)}}"#
    if kind != "SpatialDropout1D" {
      #expect(
        try remark("TimeDistributed", inside, [4, 3])?.contains("the output of b in it is random")
          == true)
    }
  }

  @Test(arguments: ["RandomFlip", "RandomRotation", "RandomZoom", "RandomContrast"])
  func changesImages(_ kind: String) throws {
    #expect(try remark(kind, #", "factor": 0.5"#, [4, 4, 3])?.hasPrefix(Self.said) == true)
  }

  @Test(arguments: [("Dropout", #", "rate": 0.0"#), ("ReLU", ""), ("Identity", "")])
  func isNot(_ kind: String, _ options: String) throws {
    #expect(try remark(kind, options, [4, 3]) == nil)
  }

  @Test("a layer whose parts were quantized, of which its config says nothing")
  func quantized() throws {
    let model = try ModelFile.open(Fixtures.path("quantized/mha.int8.keras"))
    #expect(
      try model.obstacle([3, 2]).contains(
        "the file keeps an array more than its weights for it, query_dense/vars/2"))
  }
}

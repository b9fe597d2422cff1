import Containers
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

/// What an attention by several heads does to samples of others in Keras, or to heads, is no number here.
@Suite struct AttentionRefusalTests {
  /// An attention over a masked input, with an `attention_mask` of this shape beside.
  private func model(
    _ options: String = "", mask: [Int]? = nil, batch: String = "null", shape: [Int] = [4, 3]
  ) throws -> Model {
    func input(_ name: String, _ shape: [Int], _ dtype: String) -> String {
      let lengths = ([batch] + shape.map(String.init)).joined(separator: ", ")
      return """
        {"class_name": "InputLayer", "name": "\(name)", "inbound_nodes": [],
         "config": {"name": "\(name)", "batch_input_shape": [\(lengths)], "dtype": "\(dtype)"}}
        """
    }
    let masking = """
      {"class_name": "Masking", "name": "masking", "config": {"name": "masking"},
       "inbound_nodes": [[["x", 0, 0, {}]]]}
      """
    let given = mask == nil ? "" : #", "attention_mask": ["see", 0, 0]"#
    let read = mask == nil ? "x" : "masking"
    let attention = """
      {"class_name": "MultiHeadAttention", "name": "mha",
       "config": {"name": "mha", "num_heads": 2, "key_dim": 3\(options)},
       "inbound_nodes": [[["\(read)", 0, 0, {"value": ["\(read)", 0, 0]\(given)}]]]}
      """
    let layers = [
      input("x", shape, "float32"), mask.map { input("see", $0, "bool") }, masking, attention,
    ]
    let inputs = mask == nil ? #"["x", 0, 0]"# : #"["x", 0, 0], ["see", 0, 0]"#
    return try Architecture(
      kind: "Functional", layers: layers.compactMap(\.self),
      rest: #", "input_layers": [\#(inputs)], "output_layers": [["mha", 0, 0]]"#
    ).model([("mha", weights(features: shape.last ?? 0))])
  }

  private func weights(features: Int) -> [Tensor] {
    let projection = [Tensor([features, 2, 3], repeating: 0.5), Tensor([2, 3], repeating: 0)]
    let output = [Tensor([2, 3, features], repeating: 0.5), Tensor([features], repeating: 0)]
    return projection + projection + projection + output
  }

  private func reason(_ model: Model) throws -> String {
    let shapes = try #require(model.inputShapes(open: 4))
    return try model.program(for: shapes).obstacle?.reason ?? "nothing"
  }

  @Test(arguments: [[1, 4, 4], [2, 4, 4], [4]])
  func masksThatKerasMixesAreRefused(_ mask: [Int]) throws {
    #expect(try reason(model(mask: mask)).contains("every sample would get the masks of others"))
  }

  /// One sample alone has no others.
  @Test func masksOfOneSampleAreJoined() throws {
    #expect(try reason(model(mask: [1, 4, 4], batch: "1")) == "nothing")
    #expect(try reason(model(mask: [4, 4])) == "nothing")
  }

  @Test func masksThatDoNotFitTheScoresAreRefused() throws {
    let over = #", "attention_axes": [1, 2]"#
    let travelling = try reason(model(over, mask: [2, 3, 2, 3], shape: [2, 3, 4]))
    #expect(travelling.contains("every sample would get the masks of others"), "\(travelling)")
  }

  @Test(arguments: [
    ("[-2]", "it would attend over the heads"), ("[-1]", "are none of a sample"),
    ("[3]", "it would attend over the heads"), ("[4]", "are none of a sample"),
    ("[2, 2]", "name an axis twice"), ("[-3]", "nothing"),
    ("[2, 1]", "nothing"),
  ])
  func axes(_ axes: String, _ said: String) throws {
    let found = try reason(model(#", "attention_axes": \#(axes)"#, shape: [2, 3, 4]))
    #expect(found.contains(said), "\(found)")
  }

  /// Keras trains it again once the file is loaded, and leaves the arrays of its optimizer.
  @Test func anOptimizerOfWhatWasFrozenIsRefused() throws {
    let model = try ModelFile.open(Fixtures.path("training/frozen/attention.k3.keras"))
    #expect(model.trainableVariables.count == 10)
    let said = refusal { try model.savedOptimizer() }
    #expect(said.contains("in which mha was frozen"), "\(said)")
  }
}

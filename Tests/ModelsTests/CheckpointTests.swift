import Checks
import Containers
import Layers
import ModelSupport
import Models
import TestSupport
import Testing

@Suite("checkpoints as weights")
struct CheckpointTests {
  private let json = Fixtures.path("lstm-gates/k2.json")
  private let names = ["k2.ckpt.index", "k2.ckpt.data-00000-of-00001"]

  private func files() throws -> [String: [UInt8]] {
    try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Fixtures.bytes("lstm-gates/\($0)").array) })
  }

  private func agrees(_ weights: String) throws {
    let model = try ModelFile.open(json, weights: weights, version: .init(2, 15))
    expect(try Agreement(of: model, with: Golden(path: Fixtures.path("lstm-gates/golden.npz"))))
  }

  private func refused(_ weights: String, _ model: String? = nil) -> String {
    refusal { try ModelFile.open(model ?? json, weights: weights, version: .init(2, 15)) }
  }

  @Test("a base name, either of its files, and the folder that says which is the latest")
  func ways() throws {
    var files = try files()
    files["checkpoint"] = Array("model_checkpoint_path: \"k2.ckpt\"\n".utf8)
    try Fixtures.temporary(files) { folder in
      for name in ["/k2.ckpt", "/\(names[0])", "/\(names[1])", "", "/checkpoint"] {
        try agrees(folder + name)
      }
    }
  }

  @Test("a SavedModel and its ZIP are weights too")
  func savedModel() throws {
    try agrees(Fixtures.path("lstm-gates/k2.saved.zip"))
    try Fixtures.temporaryTree(try Fixtures.unpacked("lstm-gates/k2.saved.zip")) { folder in
      for path in ["", "/saved_model.pb", "/variables/variables"] { try agrees(folder + path) }
    }
  }

  @Test("the name of the latest leads to no other folder")
  func outside() throws {
    var files = try files()
    files["checkpoint"] = Array("model_checkpoint_path: \"/etc/../etc/passwd\"\n".utf8)
    try Fixtures.temporary(files) { folder in
      #expect(refused(folder).contains("this folder holds checkpoints of TensorFlow"))
    }
  }

  @Test("weights of another model are told so")
  func another() {
    #expect(
      refused(Fixtures.path("xor-relu/k2.ckpt"), Fixtures.path("mlp-relu/k2.json")) == """
        xor-relu/k2.ckpt: the model has 4 layers, 3 of them with weights, but the file holds weights for 2 layers, 2 \
        with weights
        Give the weights of just this architecture: model.save_weights(), or the whole model.
        """)
    #expect(
      refused(Fixtures.path("xor-relu/k2.ckpt")) == """
        xor-relu/k2.ckpt: the file has no variable recurrent_kernel of lstm (LSTM)
        Weights of another model, or the file was changed.
        """)
  }

  @Test("by itself it is listed, and what it lacks is told")
  func alone() throws {
    #expect(
      refusal { try ModelFile.open(Fixtures.path("xor-relu/k2.ckpt")) } == """
        xor-relu/k2.ckpt: this is a checkpoint of TensorFlow: weights but no architecture
          layer_with_weights-0/bias    (4)     float32
          layer_with_weights-0/kernel  (2, 4)  float32
          layer_with_weights-1/bias    (1)     float32
          layer_with_weights-1/kernel  (4, 1)  float32
        Open the architecture, which model.to_json() gives, and name the weights: kerastep model.json --weights \
        xor-relu/k2.ckpt
        """)
    try Fixtures.temporary([names[1]: [1, 2, 3]]) { folder in
      #expect(refused("\(folder)/\(names[1])").contains("whose other files are not there"))
    }
    try Fixtures.temporary([names[0]: try #require(try files()[names[0]])]) { folder in
      #expect(
        refused("\(folder)/k2.ckpt").contains("expected the numbers in k2.ckpt.data-00000-of-00001")
      )
    }
    let named = try BundleFiles.withoutGraph()
    try Fixtures.temporary(named) { folder in
      #expect(refused("\(folder)/w").contains("does not say which object has which variable"))
    }
  }
}

import Checks
import Containers
import Damage
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("SavedModels of Keras 2")
struct SavedModelFolderTests {
  private let nothing = "nothing was thrown"
  private let lstm = "lstm-gates/k2.saved.zip"

  private func agrees(_ path: String, with golden: String = "lstm-gates/golden.npz") throws {
    expect(
      try Agreement(of: ModelFile.open(path), with: Golden(path: Fixtures.path(golden))))
  }

  @Test("the folder, a file in it and a ZIP of it, at the top or in a folder, are the same model")
  func ways() throws {
    let files = try Fixtures.unpacked(lstm)
    try Fixtures.temporaryTree(files) { folder in
      for path in ["", "/", "/saved_model.pb", "/keras_metadata.pb"] { try agrees(folder + path) }
    }
    let inside = Dictionary(uniqueKeysWithValues: files.map { ("a model/\($0)", $1) })
    try Fixtures.temporary(["x.zip": try Fixtures.zip(inside)]) { try agrees("\($0)/x.zip") }
  }

  @Test(
    "one that nothing was taken out of, one of older TensorFlow, one in several files of numbers")
  func kinds() throws {
    try agrees(Fixtures.path("saved/mlp-relu.whole.saved.zip"), with: "mlp-relu/golden.npz")
    let older = try Fixtures.unpacked("lstm-gates/k2older.saved.zip")
    #expect(older["keras_metadata.pb"] == nil)
    let shards = try Fixtures.unpacked("lstm-gates/k2shards.saved.zip")
    #expect(shards.keys.count { $0.contains(".data-") } == 2)
    let model = try ModelFile.open(Fixtures.path("lstm-gates/k2older.saved.zip"))
    #expect(model.origin.version == KerasVersion(2, 15))
    #expect(model.origin.format == "SavedModel")
  }

  @Test(
    "what the optimizer kept is what the .h5 of the same model has",
    arguments: Fixtures.names(in: "saved").filter { $0.hasSuffix(".h5") })
  func optimizers(_ name: String) throws {
    let base = name.dropLast(3)
    let file = try ModelFile.open(Fixtures.path("saved/\(name)"))
    let folder = try ModelFile.open(Fixtures.path("saved/\(base).saved.zip"))
    let (expected, found) = (try #require(file.training), try #require(folder.training))
    #expect(found.hasLoss && expected.hasLoss)
    #expect(expected.arrays.count > 2)
    #expect(
      try found.arrays.map { try $0.bytes().array } == expected.arrays.map { try $0.bytes().array })
    guard name != "legacy-ftrl.h5" else { return }
    #expect(try folder.savedOptimizer()?.state.iterations == 2)
  }

  @Test("a layer of its author's own ends the walk, with its weights counted")
  func ownLayer() throws {
    let model = try ModelFile.open(Fixtures.path("saved/own-layer.saved.zip"))
    #expect(model.inputs.map(\.name) == ["x"])
    #expect(try model.obstacle([3]).contains("Twice"))
  }

  @Test("a class that only its code can build opens with its weights")
  func ownClass() throws {
    let model = try ModelFile.open(Fixtures.path("saved/own-class.saved.zip"))
    #expect(model.origin.remarks.contains { $0.contains("only its Python code can build") })
  }

  @Test("functions alone are told so, with the variables")
  func exported() {
    let name = Fixtures.path("saved/exported.saved.zip")
    #expect(
      refusal { try ModelFile.open(name) } == """
        saved/exported.saved.zip: this is a SavedModel of functions alone, which is not read here: it holds no layers
          variables/0  (3, 2)  float32
          variables/1  (2)     float32
        It comes from model.export() or tf.saved_model.save(). Save the model itself: model.save("model.keras")
        """)
  }

  @Test("files that are missing are told by their names")
  func missing() throws {
    var files = try Fixtures.unpacked(lstm)
    files["variables/variables.data-00000-of-00001"] = nil
    try Fixtures.temporaryTree(files) { folder in
      let message = refusal { try ModelFile.open(folder) }
      #expect(
        message.contains("variables.index: expected the numbers in variables.data-00000-of-00001"))
    }
    files["variables/variables.index"] = nil
    try Fixtures.temporaryTree(files) { folder in
      #expect(
        refusal { try ModelFile.open(folder) }.contains(
          "the variables of this SavedModel are missing"))
    }
  }

  @Test("a number that was changed is told by the variable that it is in")
  func changed() throws {
    let name = "variables/variables.data-00000-of-00001"
    var files = try Fixtures.unpacked(lstm)
    let count = try #require(files[name]).count
    for place in stride(from: 0, to: count, by: 101) {
      files[name]?[place] ^= 1
      try Fixtures.temporaryTree(files) { folder in
        let message = refusal { try ModelFile.open(folder) }
        // What metrics remember is not read.
        #expect(message == nothing || message.contains("checksum"), "\(place): \(message)")
      }
      files[name]?[place] ^= 1
    }
  }

  @Test("damaged copies are opened or refused, whatever is damaged in them")
  func damaged() throws {
    var refused = 0
    let archive = try #require(ArchiveDamage(Fixtures.bytes(lstm).array, name: lstm))
    for number in 0..<300 {
      try Fixtures.temporary(["x.zip": archive.copy(number)]) { folder in
        let message = refusal { try ModelFile.open("\(folder)/x.zip") }
        #expect(!message.contains("Optional("), "\(number)")
        if message != nothing { refused += 1 }
      }
    }
    #expect(refused > 100)
  }
}

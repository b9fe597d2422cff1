import Checks
import Containers
import Damage
import Layers
import ModelSupport
import Models
import TestSupport
import Testing

@Suite("models of TensorFlow.js")
struct TensorFlowJSTests {
  private let nothing = "nothing was thrown"
  private let lstm = "lstm-gates/k2.tfjs.zip"
  private let golden = "lstm-gates/golden.npz"

  private func agrees(_ model: Model) throws {
    expect(try Agreement(of: model, with: Golden(path: Fixtures.path(golden))))
  }

  /// The files of a model with another model.json.
  private func changed(_ change: (String) -> String) throws -> [String: [UInt8]] {
    var files = try Fixtures.unpacked(lstm)
    let text = String(decoding: try #require(files["model.json"]), as: UTF8.self)
    files["model.json"] = Array(change(text).utf8)
    return files
  }

  private func refused(_ change: (String) -> String) throws -> String {
    try Fixtures.temporary(try changed(change)) { folder in
      refusal { try ModelFile.open(folder) }
    }
  }

  @Test("model.json, its folder and a ZIP of it are the same model")
  func ways() throws {
    try Fixtures.temporary(try Fixtures.unpacked(lstm)) { folder in
      for path in ["", "/model.json"] { try agrees(ModelFile.open(folder + path)) }
      let json = Fixtures.path("lstm-gates/k2.json")
      try agrees(ModelFile.open(json, weights: "\(folder)/model.json", version: .init(2, 15)))
    }
    let model = try ModelFile.open(Fixtures.path(lstm))
    #expect(model.origin.format == "TensorFlow.js model")
    #expect(model.origin.version == KerasVersion(2, 15))
  }

  @Test(
    "weights that were made smaller give what Keras computes with what is left of them",
    arguments: Fixtures.names(in: "saved").filter { $0.hasSuffix(".tfjs.zip") })
  func quantized(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("saved/\(name)"))
    let golden = try Golden(path: Fixtures.path("saved/\(name.dropLast(9)).npz"))
    expect(try Agreement(of: model, with: golden))
    let format = try #require(name.split(separator: ".").dropFirst().first)
    #expect(
      model.origin.remarks == [
        "weights are \(format) in the file, in place of float32: the model that it was made from gives other digits"
      ])
  }

  @Test("there are models of all three ways to make weights smaller")
  func kinds() {
    let names = Fixtures.names(in: "saved").filter { $0.hasSuffix(".tfjs.zip") }
    for kind in ["float16", "uint8", "uint16"] {
      #expect(names.count { $0.contains(kind) } == 3)
    }
  }

  @Test("what TensorFlow.js saved itself is computed as Keras 2, and says so")
  func own() throws {
    let files = try changed {
      $0.replacing(
        "\"keras_version\": \"2.15.0\"", with: "\"keras_version\": \"tfjs-layers 4.22.0\"")
    }
    try Fixtures.temporary(files) { folder in
      let model = try ModelFile.open(folder)
      try agrees(model)
      #expect(
        model.origin.remarks == [
          "saved by TensorFlow.js itself (tfjs-layers 4.22.0): computed as Keras 2 does"
        ])
    }
  }

  @Test("what cannot be opened says what it is, and what to do")
  func refusals() throws {
    #expect(
      try refused { _ in #"{"format": "graph-model", "modelTopology": {}}"# }
        .contains(
          "this is a graph model of TensorFlow.js, which is not read here: it holds no layers"))
    #expect(
      try refused { _ in #"{"modelTopology": {"node": []}}"# }.contains("this is a graph model"))
    #expect(
      try refused { _ in #"{"modelTopology": {}, "weightsManifest": []}"# }
        .contains("its modelTopology is no architecture of Keras"))
    #expect(
      try refused { $0.replacing("group1-shard1of1.bin", with: "../group1-shard1of1.bin") }
        .contains("expected files in the folder of the model, found ../group1-shard1of1.bin"))
    #expect(
      try refused { $0.replacing("group1-shard1of1.bin", with: "group1-shard2of2.bin") }
        .contains("expected the file group1-shard2of2.bin beside it, found no such file"))
    #expect(
      try refused { $0.replacing("\"float32\"", with: "\"complex64\"") }.contains("found complex64")
    )
  }

  @Test("a model without a list of weights opens, and says so")
  func noWeights() throws {
    let files = try changed { $0.replacing("\"weightsManifest\"", with: "\"others\"") }
    try Fixtures.temporary(files) { folder in
      let model = try ModelFile.open(folder)
      #expect(model.origin.remarks.contains { $0.contains("there are no weights in it") })
    }
  }

  @Test("damaged copies are opened or refused, whatever is damaged in them")
  func damaged() throws {
    var refused = 0
    let name = "lstm-gates/k2shards.tfjs.zip"
    let archive = try #require(ArchiveDamage(Fixtures.bytes(name).array, name: name))
    for number in 0..<300 {
      try Fixtures.temporary(["x.zip": archive.copy(number)]) { folder in
        let message = refusal { try ModelFile.open("\(folder)/x.zip") }
        #expect(!message.contains("Optional("))
        if message != nothing { refused += 1 }
      }
    }
    #expect(refused > 10)
  }
}

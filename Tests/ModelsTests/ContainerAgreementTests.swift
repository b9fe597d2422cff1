import Checks
import ModelSupport
import Models
import TestSupport
import Testing

@Suite("every container agrees with Keras, layer by layer")
struct ContainerAgreementTests {
  @Test("the folders are there")
  func folders() {
    let questions = [
      "lstm-gates", "lstm-hard-sigmoid", "lstm-masked", "mlp-relu", "rnn-masked",
      "xor-activation-layers", "xor-published", "xor-relu",
    ]
    #expect(Set(SavedModel.questions).isSuperset(of: questions))
    #expect(SavedModel.graphs.count >= 26)
    for folder in SavedModel.questions + SavedModel.graphs {
      #expect(!SavedModel.all(in: folder).isEmpty, "\(folder) holds no model")
      #expect(Fixtures.names(in: folder).contains("golden.npz"), "\(folder) holds no golden.npz")
    }
  }

  @Test("questions", arguments: SavedModel.questions.flatMap(SavedModel.all))
  func question(_ saved: SavedModel) throws {
    let golden = try Golden(path: Fixtures.path(saved.golden))
    expect(try Agreement(of: try saved.open(), with: golden))
  }

  /// Keras 2 itself cannot open these again: it lost a call of the layer that two models share.
  static let unreadable = ["k2.h5", "k2.saved.zip", "tf212.keras"].map {
    "graphs/layer-in-both/\($0)"
  }

  @Test(
    "graphs",
    arguments: SavedModel.graphs.flatMap(SavedModel.all).filter {
      !unreadable.contains($0.description)
    })
  func graph(_ saved: SavedModel) throws {
    let golden = try Golden(path: Fixtures.path(saved.golden))
    expect(try Agreement(of: try saved.open(), with: golden), stoppedBy: Later.layers)
  }

  @Test("files that Keras spoilt are refused", arguments: unreadable)
  func spoilt(_ name: String) {
    let message = refusal { try ModelFile.open(Fixtures.path(name)) }
    #expect(
      message == """
        \(name): the model layer_in_both: inbound_nodes speaks of inner_x, which is none of its layers
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in kerastep, \
        which is worth a report if Keras opens the file.
        """)
  }

  @Test(
    "old standalone Keras",
    arguments: Fixtures.names(in: "legacy").filter {
      $0.hasSuffix(".h5") && !$0.contains("weights")
    })
  func legacy(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("legacy/\(name)"))
    let golden = try Golden(path: Fixtures.path("legacy/\(name.dropLast(3)).npz"))
    expect(try Agreement(of: model, with: golden), stoppedBy: Later.layers)
  }

  @Test(
    "old standalone Keras in two files",
    arguments: Fixtures.names(in: "legacy").filter { $0.hasSuffix(".json") })
  func legacyPair(_ name: String) throws {
    let base = "legacy/\(name.dropLast(5))"
    let model = try ModelFile.open(
      Fixtures.path("legacy/\(name)"), weights: Fixtures.path("\(base)_weights.h5"))
    let golden = try Golden(path: Fixtures.path("\(base).npz"))
    expect(try Agreement(of: model, with: golden))
  }

  @Test("the folder of old models is there")
  func legacyFolder() {
    #expect(Fixtures.names(in: "legacy").count { $0.hasSuffix(".h5") } >= 30)
  }
}

@Suite("models that others published")
struct WildTests {
  @Test(
    "wild",
    arguments: [
      "ethnicolr_wiki_name.h5", "sleepecg059_ws_gru_mesa.keras", "mmsplice_Donor.h5",
      "fer_emotion.hdf5",
    ])
  func wild(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("wild/\(name)"))
    let base = name.prefix { $0 != "." }
    let golden = try Golden(path: Fixtures.path("wild/\(base).npz"))
    expect(try Agreement(of: model, with: golden))
  }

  @Test("an architecture and its weights in two files")
  func pair() throws {
    let model = try ModelFile.open(
      Fixtures.path("wild/chars2vec_eng_50.json"),
      weights: Fixtures.path("wild/chars2vec_eng_50.h5"))
    let golden = try Golden(path: Fixtures.path("wild/chars2vec_eng_50.npz"))
    expect(try Agreement(of: model, with: golden))
  }

  @Test(
    "twelve layers, of which dense_10 sorts before dense_2",
    arguments: Fixtures.names(in: "traps").filter { $0.hasPrefix("dense12.k") })
  func order(_ name: String) throws {
    let model = try ModelFile.open(Fixtures.path("traps/\(name)"))
    expect(try Agreement(of: model, with: try Golden(path: Fixtures.path("traps/dense12.npz"))))
  }

  @Test("a file that names no input shape takes it from the first weights")
  func noShape() throws {
    let model = try ModelFile.open(Fixtures.path("traps/s0_no_input_shape.k1.h5"))
    #expect(model.inputs.map(\.shapeText) == ["(2)"])
  }
}

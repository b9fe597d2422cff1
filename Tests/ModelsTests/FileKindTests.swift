import Checks
import Containers
import Layers
import Models
import Testing

@Suite("files are opened as they are met with")
struct FileKindTests {
  private static let golden = "graphs/two-in-two-out/golden.npz"

  private func agreement(_ bytes: [UInt8]) throws -> Agreement {
    try Fixtures.temporary(["model.keras": bytes]) { folder in
      let model = try ModelFile.open("\(folder)/model.keras")
      return try Agreement(of: model, with: try Golden(path: Fixtures.path(FileKindTests.golden)))
    }
  }

  @Test("a .keras with bytes in front of it, and behind its end")
  func surrounded() throws {
    let whole = try FileBytes(path: Fixtures.path("graphs/two-in-two-out/k3.keras")).bytes.array
    expect(try agreement(Array("#!/bin/sh\n".utf8) + whole))
    expect(try agreement(whole + [0x0A]))
    expect(try agreement([UInt8](repeating: 0, count: 70_000) + whole + Array("more".utf8)))
  }

  @Test("JSON inside a string of JSON")
  func twice() throws {
    let json = try FileBytes(path: Fixtures.path("xor-relu/k2.json")).bytes.text
    let text = JSON.string(json).text
    let model = try Fixtures.temporary(["model.json": Array(text.utf8)]) { folder in
      try ModelFile.open(
        "\(folder)/model.json", weights: Fixtures.path("xor-relu/k2_weights_legacy.h5"))
    }
    expect(try Agreement(of: model, with: try Golden(path: Fixtures.path("xor-relu/golden.npz"))))
  }

  @Test(
    "np.savez(*model.get_weights())",
    arguments: ["xor-relu", "lstm-gates", "graphs/nested-two-levels"])
  func sequence(_ folder: String) throws {
    let whole = try ModelFile.open(Fixtures.path("\(folder)/k2.h5"))
    var arrays: [NamedArray] = []
    for weight in weights(of: whole.layer, whole.weights) {
      arrays.append(
        NamedArray(
          name: "arr_\(arrays.count)", shape: weight.array.shape, element: weight.array.element,
          bytes: try weight.array.bytes()))
    }
    let file = try Npz.write(arrays)
    let model = try Fixtures.temporary(["w.npz": file]) { temporary in
      try ModelFile.open(
        Fixtures.path("\(folder)/k2.json"), weights: "\(temporary)/w.npz",
        version: KerasVersion(2, 15))
    }
    expect(try Agreement(of: model, with: try Golden(path: Fixtures.path("\(folder)/golden.npz"))))
  }

  /// Layer by layer, those of nested models in their place.
  private func weights(of layer: any Layer, _ weights: LayerWeights) -> [StoredWeight] {
    layer.weights.compactMap { weights.own[$0.key] as? StoredWeight }
      + layer.parts.enumerated().flatMap { self.weights(of: $1.layer, weights.part($0)) }
  }

  @Test("an own class of a model is noted, and its config computed")
  func ownModel() throws {
    let model = try ModelFile.open(Fixtures.path("graphs/own-training/k3.keras"))
    #expect(
      model.origin.remarks == [
        """
        Trainer is a class of its author's own: computed as the graph of layers that its config is; \
        what a call() of its own does is not in the file
        """
      ])
  }

  @Test(
    "an own class that is called like one of Keras' is not computed as that",
    arguments: [
      (#""module": null, "registered_name": "Dense","#, "Dense"),
      (#""module": null, "registered_name": "Custom>Dense","#, "Dense"),
      (#""module": "mine.layers", "registered_name": "Dense","#, "Dense"),
      ("", "mine>Dense"),
    ])
  func ownLayer(_ identity: String, _ name: String) throws {
    let layer = #"{\#(identity) "class_name": "\#(name)", "config": {"name": "a", "units": 2}}"#
    let model = try Architecture(layers: [Architecture.input(), layer]).model()
    #expect(
      try model.obstacle([2]).hasPrefix(
        "a (Dense): Dense is a class of its author's own, not one of Keras'"))
  }

  @Test(
    "an activation that is not Keras' is named",
    arguments: [
      (#""my_act""#, "my_act"), (#"{"class_name": "__lambda__", "config": {}}"#, "a lambda"),
      (#"{"value": ["4wEA", null, null]}"#, "a lambda"),
      (#"{"class_name": "function", "config": "mine>act"}"#, "mine>act"),
    ])
  func ownActivation(_ json: String, _ name: String) throws {
    let layer = Architecture.dense("a", 2, more: #", "activation": \#(json)"#)
    let model = try Architecture(layers: [Architecture.input(), layer]).model()
    #expect(try model.obstacle([2]).contains("activation is \(name), expected one of Keras'"))
  }

  @Test("a file of weights alone lists its arrays")
  func weightsAlone() {
    #expect(
      refusal { try ModelFile.open(Fixtures.path("xor-relu/k2_weights_legacy.h5")) } == """
        xor-relu/k2_weights_legacy.h5: this file holds weights but no architecture
          hidden/hidden/bias:0    (4)     float32
          hidden/hidden/kernel:0  (2, 4)  float32
          out/out/bias:0          (1)     float32
          out/out/kernel:0        (4, 1)  float32
        Open the architecture, which model.to_json() gives, and name the weights: kerastep model.json \
        --weights xor-relu/k2_weights_legacy.h5
        """)
  }
}

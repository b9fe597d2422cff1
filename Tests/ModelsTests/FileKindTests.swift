import Checks
import Containers
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
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
        "a (Dense): Dense is a class of its author's own"))
  }

  @Test(
    "an activation that is not Keras' is named",
    arguments: [
      (#""my_act""#, "my_act"), (#"{"class_name": "__lambda__", "config": {}}"#, "a lambda"),
      (#"{"value": ["4wEA", null, null]}"#, "a lambda"),
      (#"{"class_name": "function", "config": "mine>act"}"#, "act"),
    ])
  func ownActivation(_ json: String, _ name: String) throws {
    let layer = Architecture.dense("a", 2, more: #", "activation": \#(json)"#)
    let arrays = [Tensor([2, 2], repeating: 1), Tensor([2], repeating: 0)]
    let model = try Architecture(layers: [Architecture.input(), layer]).model([("a", arrays)])
    #expect(
      try model.obstacle([2]) == """
        a (Dense): its activation is \(name), a function of its author's own, whose code is not read
        The equations before it can be stepped. Type what it computes of z, as in layer a.activation = \
        z * sigmoid(z).
        """)
  }

  @Test("a file of weights alone lists its arrays")
  func weightsAlone() {
    #expect(
      refusal { try ModelFile.open(Fixtures.path("xor-relu/k2_weights_legacy.h5")) } == """
        xor-relu/k2_weights_legacy.h5: this file holds weights but no architecture
          dense/dense/bias:0        (4)     float32
          dense/dense/kernel:0      (2, 4)  float32
          dense_1/dense_1/bias:0    (1)     float32
          dense_1/dense_1/kernel:0  (4, 1)  float32
        Open the architecture, which model.to_json() gives, and name the weights: kerastep model.json \
        --weights xor-relu/k2_weights_legacy.h5
        To look at one, at the prompt: let W = \
        xor-relu/k2_weights_legacy.h5:dense/dense/bias:0
        """)
  }

  @Test(
    "the weights of a layer that is not supported are counted", arguments: ["k3.keras", "k2.h5"])
  func counted(_ file: String) throws {
    let model = try ModelFile.open(Fixtures.path("graphs/own-layer/\(file)"))
    let counts = model.layer.graph.nodes.indices.map { count(model.weights.part($0)) }
    #expect(counts == [0, 9, 3 + 6, 4 + 6, 2])
  }

  private func count(_ weights: LayerWeights) -> Int {
    weights.own.values.reduce(0) { $0 + $1.shape.count }
      + weights.parts.reduce(0) { $0 + count($1) }
  }

  @Test("what was saved under Theano is turned, and says so")
  func theano() throws {
    let model = try ModelFile.open(Fixtures.path("graphs/theano/k2.h5"))
    #expect(
      model.origin.remarks == [
        """
        the file was saved under Theano, which turns the windows of convolutions: so are the kernels \
        here, as Keras' own conversion does
        """
      ])
  }

  @Test("Keras 1's th kernels are (filters, channels, rows, columns), whatever their lengths")
  func ordered() throws {
    let json = """
      {"class_name": "Sequential", "config": [{"class_name": "Convolution2D", "config":
       {"name": "c", "nb_filter": 2, "nb_row": 2, "nb_col": 2, "dim_ordering": "th", "bias": false,
        "border_mode": "valid", "batch_input_shape": [null, 2, 4, 4]}}]}
      """
    let numbers = (0..<16).flatMap { withUnsafeBytes(of: Float($0)) { Array($0) } }
    let file = try Npz.write([
      NamedArray(name: "w", shape: [2, 2, 2, 2], element: .float32, bytes: Bytes(numbers))
    ])
    let model = try Model(
      try JSON(parsing: json, file: "test"), version: KerasVersion(1, 2),
      arrays: [LayerArrays("c", [try Npz(Bytes(file), name: "test").array("w")])], named: "test")
    let kernel = try #require(model.weights.part(1).own["kernel"])
    var written = [Float](repeating: 0, count: 16)
    try written.withUnsafeMutableBytes { buffer in
      try kernel.write(to: try #require(buffer.baseAddress), .single)
    }
    // (row, column, channel, filter) of the layer is (filter, channel, row, column) of the file.
    let expected = (0..<16).map { index in
      let (row, column, channel, filter) = (index / 8, index / 4 % 2, index / 2 % 2, index % 2)
      return Float(filter * 8 + channel * 4 + row * 2 + column)
    }
    #expect(written == expected)
  }
}

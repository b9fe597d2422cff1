import Containers
import Layers
import ModelSupport
import Models
import Tensors
import TestSupport
import Testing

@Suite("what cannot be opened is refused with one clear message")
struct RefusalTests {
  private func opening(_ text: String, _ version: KerasVersion? = nil) throws -> String {
    try opening(Array(text.utf8), as: "model.json", version)
  }

  private func opening(
    _ bytes: [UInt8], as name: String, _ version: KerasVersion? = nil
  ) throws -> String {
    try Fixtures.temporary([name: bytes]) { folder in
      let message = refusal { try ModelFile.open("\(folder)/\(name)", version: version) }
      return message.split(separator: "\(folder)/", omittingEmptySubsequences: false).joined()
    }
  }

  // MARK: Files

  @Test("a JSON without a version asks for it")
  func noVersion() throws {
    let json = #"{"class_name": "Sequential", "config": {"layers": []}}"#
    #expect(
      try opening(json) == """
        model.json: the file does not say which version of Keras saved it
        Formulas differ between versions (hard_sigmoid, masks): say --keras-version 2.15 or 3.
        """)
  }

  @Test("a JSON that is no architecture")
  func noArchitecture() throws {
    #expect(
      try opening(#"{"a": 1}"#) == """
        model.json: this JSON is not the architecture of a model
        Expected what to_json() wrote.
        """)
  }

  @Test("an array given as a model")
  func array() throws {
    let bytes = try Npy.write(
      NamedArray(name: "", shape: [1], element: .uint8, bytes: Bytes([7])))
    #expect(
      try opening(bytes, as: "x.npy") == """
        x.npy: this is a NumPy array, not a model
        Feed it: feed x.npy
        """)
  }

  @Test("a ZIP of something else")
  func otherZip() {
    #expect(
      refusal { try ModelFile.open(Fixtures.path("xor-relu/golden.npz")) } == """
        xor-relu/golden.npz: these are NumPy arrays, not a model
          x0       (4, 2)  float32
          y0       (4, 1)  float32
          dense    (4, 4)  float32
          dense_1  (4, 1)  float32
        As weights of an architecture that model.to_json() gives: kerastep model.json --weights \
        xor-relu/golden.npz
        To look at one, at the prompt: let W = xor-relu/golden.npz:x0
        """)
  }

  @Test("an empty file, and one of noise")
  func noise() throws {
    let message = """
      x.keras: this is no file that Keras saves
      Expected a .keras archive, an .h5 file, a SavedModel, a model.json of TensorFlow.js, or the JSON or YAML of an architecture.
      """
    #expect(
      try opening([], as: "x.keras") == """
        x.keras: expected a file with content, found an empty file; save or download it again
        """)
    #expect(try opening([UInt8](repeating: 0xA5, count: 999), as: "x.keras") == message)
  }

  @Test("a device, a directory, nothing")
  func noFile() {
    #expect(
      refusal { try ModelFile.open("/dev/null") } == """
        /dev/null: expected a regular file, found a device, pipe or socket; save it as a file first
        """)
    #expect(
      refusal { try ModelFile.open(Fixtures.path("legacy")) }.hasPrefix(
        """
        legacy: this folder is no model: it holds no config.json, as an unpacked .keras does
        Name a file in it:
        """))
    #expect(refusal { try ModelFile.open("/nowhere/x.h5") }.hasPrefix("/nowhere/x.h5"))
  }

  // MARK: Graphs

  @Test("layers that read each other")
  func circle() {
    let graph = Architecture.functional(
      [
        Architecture.input(), Architecture.dense("a", 2, reading: "c"),
        Architecture.dense("b", 2, reading: "a"), Architecture.dense("c", 2, reading: "b"),
      ], output: "c")
    #expect(
      refusal { try graph.model() } == """
        test: the model model: layers read each other in a circle: a → b → c → a
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in kerastep, \
        which is worth a report if Keras opens the file.
        """)
  }

  @Test("a layer that reads itself")
  func itself() {
    let graph = Architecture.functional(
      [Architecture.input(), Architecture.dense("a", 2, reading: "a")], output: "a")
    #expect(
      refusal { try graph.model() } == """
        test: the model model: layers read each other in a circle: a → a
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in kerastep, \
        which is worth a report if Keras opens the file.
        """)
  }

  @Test("a layer that reads a call which is not there")
  func missingCall() {
    let later = Architecture.dense("b", 2, reading: "a").replacing("\"a\", 0, 0", "\"a\", 3, 0")
    let graph = Architecture.functional(
      [Architecture.input(), Architecture.dense("a", 2, reading: "x"), later], output: "b")
    #expect(
      refusal { try graph.model() } == """
        test: the model model: call 4 of a is read, but the file lists 1
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in kerastep, \
        which is worth a report if Keras opens the file.
        """)
  }

  @Test("two layers of one name", arguments: ["Sequential", "Functional"])
  func twice(_ kind: String) {
    let sequence = Architecture(layers: [Architecture.dense("a", 2), Architecture.dense("a", 3)])
    let graph = Architecture.functional(
      [
        Architecture.input(), Architecture.dense("a", 2, reading: "x"),
        Architecture.dense("a", 2, reading: "x"),
      ], output: "a")
    #expect(
      refusal { try (kind == "Sequential" ? sequence : graph).model() } == """
        test: the model model: two layers are called a
        Keras is not known to write it so: the file was changed or damaged, or it is a gap in kerastep, \
        which is worth a report if Keras opens the file.
        """)
  }

  @Test("a model of a class of its own")
  func ownModel() throws {
    for (kind, module) in [("Mine", ""), ("Sequential", #""module": "evil","#)] {
      let json = #"{"class_name": "\#(kind)", \#(module) "config": {}, "keras_version": "3.0"}"#
      try Fixtures.temporary(["model.json": Array(json.utf8)]) { folder in
        let model = try ModelFile.open("\(folder)/model.json")
        let name = kind == "Mine" ? "mine" : "sequential"
        #expect(
          model.origin.remarks.last == """
            \(kind) is a class that only its Python code can build: how its layers are connected is not in \
            the file. It is opened as one layer with all its weights, which layer \(name) shows
            """)
        #expect(model.layer.graph.nodes.map(\.name) == ["input", name])
        #expect(try model.obstacle([2]).hasPrefix("\(name) (\(kind)): "))
      }
    }
    #expect(
      try opening(#"{"class_name": "Dense", "config": {"units": 2}, "keras_version": "3.0"}"#)
        == """
        model.json: this is a Dense by itself and no model
        Build it in Keras as a Sequential or Functional model (keras.Model(inputs, outputs)) and save that.
        """)
  }

  @Test("a thousand models in each other")
  func deep() throws {
    let open = #"{"class_name": "Sequential", "config": {"name": "m", "layers": ["#
    let nested = String(repeating: open, count: 1000) + String(repeating: "]}}", count: 1000)
    let message = try opening(nested, KerasVersion(2, 15))
    #expect(message.hasPrefix("model.json:"))
    #expect(message.split(separator: "\n").count <= 2)
  }

  @Test("20,000 layers open at once")
  func many() throws {
    let layers = (0..<19_990).reversed().map { index in
      """
      {"class_name": "Activation", "name": "a\(index)", "inbound_nodes":
       [[["\(index == 0 ? "x" : "a\(index - 1)")", 0, 0, {}]]],
       "config": {"name": "a\(index)", "activation": "relu"}}
      """
    }
    let graph = Architecture.functional([Architecture.input()] + layers, output: "a19989")
    var obstacle = ""
    let time = try ProcessorTime.of { obstacle = try graph.model().obstacle([2]) }
    #expect(obstacle == "nothing")
    #expect(time < Duration.seconds(20).granted)
  }

  // MARK: Weights

  @Test("more or fewer arrays than the layers have")
  func arrayCount() {
    let net = Architecture(layers: [Architecture.input(), Architecture.dense("a", 3)])
    #expect(
      refusal { try net.model([("a", [Tensor([2, 3], repeating: 1)])]) } == """
        test: a (Dense) has 2 weights, but the file holds 1
        Give the weights of just this architecture, as the version of Keras that is named saves them.
        """)
    #expect(
      refusal { try net.model() } == """
        test: the architecture has 1 layers with weights, but the file holds weights for 0
        Give the weights of just this architecture: model.save_weights(), or the whole model.
        """)
  }
}

extension String {
  fileprivate func replacing(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}

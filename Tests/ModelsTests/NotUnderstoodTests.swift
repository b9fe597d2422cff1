import Containers
import Equations
import Layers
import ModelSupport
import Models
import Tensors
import Terms
import Testing

@Suite("what is not understood is never passed over")
struct NotUnderstoodTests {
  private func obstacle(_ layer: String, _ shape: Shape = [2]) throws -> String {
    let dims = shape.dims.map { ", \($0)" }.joined()
    let net = Architecture(layers: [Architecture.input("x", "[null\(dims)]"), layer])
    return try net.model().obstacle(shape)
  }

  private func layer(_ kind: String, _ more: String) -> String {
    #"{"class_name": "\#(kind)", "config": {"name": "a", \#(more)}}"#
  }

  @Test("an option that is not known")
  func option() throws {
    #expect(
      try obstacle(Architecture.dense("a", 3, more: #", "unit": 2"#)) == """
        a (Dense): its config says unit = 2, an option of Dense that is not known here
        Type what it computes of its input x, as in layer a = x * 2; or \
        give its output: feed … a=FILE.
        """)
    #expect(
      try obstacle(
        layer("Bidirectional", #""layer": \#(layer("LSTM", #""units": 1, "peep": true"#))"#)
      )
      .hasPrefix("a (Bidirectional): a in it: its config says peep = true"))
  }

  @Test("an option that says nothing passes", arguments: ["null", "false", "[]", "{}", "\"\""])
  func nothing(_ value: String) throws {
    #expect(try obstacle(layer("ReLU", #""unheard_of": \#(value)"#)) == "nothing")
  }

  @Test(
    "an option of the layer with a value of another layer",
    arguments: [
      ("SeparableConv1D", #""filters": 1, "kernel_size": 1, "groups": 2"#, "groups = 2"),
      ("BatchNormalization", #""mode": 1"#, "mode = 1"),
    ])
  func inert(_ kind: String, _ options: String, _ said: String) throws {
    #expect(try obstacle(layer(kind, options), [4, 2]).contains("its config says \(said)"))
  }

  @Test(
    "null, which Keras hands on, is not taken for what is usual",
    arguments: [
      ("MaxPooling1D", #""pool_size": 2, "padding": null"#, "padding"),
      ("MaxPooling1D", #""pool_size": null"#, "pool_size"),
      ("LeakyReLU", #""alpha": null"#, "alpha"),
    ])
  func null(_ kind: String, _ options: String, _ key: String) throws {
    let text = try obstacle(layer(kind, options), [4, 2])
    #expect(text.contains("\(key) is null") || text.contains("\(key): null"), "\(text)")
  }

  /// Real Keras 3.15 opens no such layer, or ends with an error when it is called.
  @Test(
    "what Keras does not take is refused by its name",
    arguments: [
      ("LeakyReLU", #""negative_slope": -0.3"#, "negative_slope is -0.3"),
      ("ReLU", #""max_value": -1"#, "max_value is -1"),
      ("Dropout", #""rate": 1.5"#, "rate is 1.5"),
      ("GaussianDropout", "", "rate is missing"),
      ("Activation", "", "activation is missing"),
      ("ZeroPadding1D", #""padding": null"#, "padding is null"),
      ("Cropping1D", #""cropping": null"#, "cropping is null"),
      ("Discretization", #""bin_boundaries": [0.5, -0.5]"#, "bin_boundaries is [0.5,-0.5]"),
      ("GroupNormalization", #""groups": [2, 3]"#, "groups is [2,3]"),
      ("Concatenate", #""axis": [1]"#, "axis is [1]"),
      ("IntegerLookup", #""vocabulary": [3, 1, 3]"#, "holds a number twice"),
      ("IntegerLookup", #""vocabulary": [3, 1], "oov_token": -1.5"#, "oov_token is -1.5"),
      (
        "IntegerLookup", #""vocabulary": [3, 1], "mask_token": 3"#,
        "the mask_token among the numbers"
      ),
      ("Rescaling", #""scale": 2, "dtype": "int32""#, "its dtype is int32"),
      ("Subtract", "", "takes two inputs and gets 1"),
      ("Concatenate", #""axis": 0"#, "that of the samples"),
      ("Dense", #""units": 3.0"#, "units is 3.0"),
      ("Conv2D", #""filters": 1, "kernel_size": [3]"#, "kernel_size is [3]"),
      ("MaxPooling2D", #""pool_size": [2]"#, "pool_size is [2]"),
    ])
  func notTaken(_ kind: String, _ options: String, _ said: String) throws {
    let more = options.isEmpty ? "" : ", " + options
    let layer =
      #"{"module": "keras.layers", "class_name": "\#(kind)", "config": {"name": "a"\#(more)}}"#
    let net = Architecture(
      layers: [Architecture.input("x", "[null, 4, 2]"), layer], version: KerasVersion(3, 15))
    let text = try net.model().obstacle([4, 2])
    #expect(text.contains(said), "\(text)")
  }

  @Test("a class of Keras' that is registered by another name is none of Keras'")
  func registered() throws {
    for (word, isThere) in [("\"zzz\"", false), ("\"ReLU\"", true), ("null", true)] {
      let layer =
        #"{"module": "keras.layers", "class_name": "ReLU", "config": {"name": "a"}, "registered_name": \#(word)}"#
      let net = Architecture(
        layers: [Architecture.input("x", "[null, 4]"), layer], version: KerasVersion(3, 15))
      let text = try net.model().obstacle([4])
      #expect(text.contains("registered as zzz") != isThere, "\(text)")
    }
  }

  @Test("words of a vocabulary that no memory holds are none that are made")
  func unknownWords() throws {
    let lookup =
      #""vocabulary": ["a", "b"], "num_oov_indices": 2147483647, "invert": true, "dtype": "int64""#
    let words = Architecture(
      layers: [
        #"{"class_name": "InputLayer", "config": {"name": "x", "batch_input_shape": [null, 2], "dtype": "int64"}}"#,
        layer("StringLookup", lookup),
      ])
    #expect(try words.model().obstacle([2]) != "nothing")
  }

  @Test("an activation of null is none")
  func noActivation() throws {
    for (word, isThere) in [("", true), (#", "activation": null"#, false)] {
      let cell = layer("SimpleRNN", #""units": 1\#(word)"#)
      let net = Architecture(layers: [Architecture.input("x", "[null, 3, 2]"), cell])
      let weights = [
        Tensor([2, 1], .float32, [1, 1]), Tensor([1, 1], .float32, [0]),
        Tensor([1], .float32, [0]),
      ]
      let program = try net.model([("a", weights)]).program(for: [[3, 2]])
      let texts = program.equations.map { $0.term.formula(.typed).text }
      #expect(texts.contains { $0.contains("tanh") } == isThere)
    }
  }

  @Test(
    "where the channels stand is read in letters of any case, and no other word is taken",
    arguments: [
      ("CHANNELS_FIRST", "nothing"), ("Channels_Last", "nothing"), ("foo", "data_format"),
    ])
  func channels(_ word: String, _ said: String) throws {
    let options = #""pool_size": 2, "data_format": "\#(word)""#
    #expect(try obstacle(layer("MaxPooling1D", options), [4, 4]).contains(said))
  }

  @Test(
    "a format that is not supported",
    arguments: [
      (
        #"{"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8", "source_name": "bfloat16"}}"#,
        "it is quantized (int8, QuantizedDTypePolicy), and that is not computed here"
      ),
      (
        #"{"class_name": "GPTQDTypePolicy", "config": {"mode": "gptq/5/-1", "source_name": "float32"}}"#,
        "it is quantized (gptq/5/-1, GPTQDTypePolicy)"
      ),
      (#""float8_from_mixed_bfloat16""#, "it is quantized (float8_from_mixed_bfloat16)"),
      (
        #"{"class_name": "DTypePolicyMap", "config": {"policy_map": {"a.*": "float16"}}}"#,
        "its dtype is a DTypePolicyMap"
      ),
      (#""float24""#, "its dtype float24 is not known here"),
      (
        #"{"class_name": "MyPolicy", "config": {"name": "float32"}}"#,
        #"its dtype is a policy "MyPolicy", which is not known here"#
      ),
      (
        #"{"class_name": "DTypePolicy", "config": {"name": "float32", "foo": 1}}"#,
        "its dtype says foo = 1, an option of DTypePolicy that is not known here"
      ),
      (
        #"{"class_name": "QuantizedDTypePolicy", "config": {"source_name": "float32"}}"#,
        "its dtype is a QuantizedDTypePolicy without a mode"
      ),
      (
        #"{"class_name": "QuantizedDTypePolicy", "config": {"mode": "gptq/4/-1", "source_name": "float32"}}"#,
        "its dtype is a QuantizedDTypePolicy of mode gptq/4/-1, which it has not"
      ),
      (#"{"config": {"name": "float32"}}"#, "its dtype is a policy of no class"),
    ])
  func format(_ dtype: String, _ said: String) throws {
    let text = try obstacle(Architecture.dense("a", 3, more: #", "dtype": \#(dtype)"#))
    #expect(text.hasPrefix("a (Dense): \(said)"), "\(text)")
  }

  // MARK: Calls

  private func called(
    _ kind: String, _ more: String, _ arguments: String, weights: Int = 0
  ) throws -> String {
    let layer = """
      {"class_name": "\(kind)", "name": "a", "config": {"name": "a"\(more)},
       "inbound_nodes": [[["x", 0, 0, {\(arguments)}]]]}
      """
    let net = Architecture.functional(
      [Architecture.input("x", "[null, 4, 2]"), layer], output: "a")
    let arrays = [Tensor](repeating: Tensor([2], repeating: 1), count: weights)
    return try net.model(weights > 0 ? [("a", arrays)] : []).obstacle([4, 2])
  }

  @Test("an argument of a call that is not known")
  func argument() throws {
    #expect(
      try called("ReLU", "", #""twice": true"#) == """
        a (ReLU): it is called with twice=1.0, an argument of ReLU that is not known here
        Call it without, and save again.
        """)
    #expect(try called("ReLU", "", #""twice": false, "mask": null"#) == "nothing")
  }

  @Test("an argument of a kind that cannot be used")
  func kind() throws {
    #expect(
      try called("Softmax", "", #""mask": "yes""#).hasPrefix(
        "a (Softmax): it is called with mask=yes, which cannot be used here"))
  }

  @Test("the batch's own statistics look at all samples")
  func statistics() throws {
    let text = """
      a (BatchNormalization): it is called with training=True, and a then takes the mean and \
      variance of all samples fed together; samples are computed one by one here
      Call it without training=True, and save again.
      """
    func trained(_ kind: String, _ more: String) throws -> String {
      try called(kind, more, #""training": true"#, weights: 4)
    }
    #expect(try trained("BatchNormalization", "") == text)
    // A frozen one keeps to its moving statistics.
    #expect(try trained("BatchNormalization", #", "trainable": false"#) == "nothing")
    let inside = #", "layer": {"class_name": "BatchNormalization", "config": {"name": "b"}}"#
    #expect(try trained("TimeDistributed", inside).contains("and b then takes"))
  }

  // MARK: Laws

  @Test(
    "an option that nobody knows stops every kind of layer", arguments: GridCase.files)
  func law(_ file: String) throws {
    var seen: Set<String> = ["InputLayer", "Sequential", "Functional"]
    // What serves fit alone is not computed, whatever it says.
    for one in try GridCase.all(in: file) where !one.description.contains("add_loss") {
      let architecture = try one.architecture()
      let kinds = Self.kinds(architecture).subtracting(seen)
      guard !kinds.isEmpty else { continue }
      let shapes = try one.model().inputs.map { input in
        Shape((input.shape ?? []).map { $0 ?? 3 })
      }
      guard try one.model().program(for: shapes).obstacle == nil else { continue }
      for kind in kinds {
        let changed = Self.adding("unheard_of", to: kind, architecture)
        let said = try one.model(changed).program(for: shapes).obstacle?.description ?? "nothing"
        // A nested model with a layer that is not known gets no weights, which may be said first.
        #expect(
          said.contains("unheard_of = 0.5") || said.contains("unheard_of=0.5")
            || (said.contains("/nested/") && said.contains("the file has no weight")),
          "\(kind) of \(one): \(said)")
      }
      seen.formUnion(kinds)
    }
    #expect(seen.count > 3)
  }

  private static func kinds(_ json: JSON) -> Set<String> {
    var result: Set<String> = []
    for (_, value) in json.objectValue ?? JSONObject([]) { result.formUnion(kinds(value)) }
    for value in json.arrayValue ?? [] { result.formUnion(kinds(value)) }
    if isLayer(json), let kind = json["class_name"]?.stringValue { result.insert(kind) }
    return result
  }

  /// Initializers and policies have no name of their own.
  private static func isLayer(_ json: JSON) -> Bool {
    json["config"]?["name"] != nil && json["config"]?["trainable"] != nil
  }

  private static func adding(_ key: String, to kind: String, _ json: JSON) -> JSON {
    if let list = json.arrayValue { return .array(list.map { adding(key, to: kind, $0) }) }
    guard let object = json.objectValue else { return json }
    var pairs = object.map { (key: $0.key, value: adding(key, to: kind, $0.value)) }
    if isLayer(json), json["class_name"]?.stringValue == kind,
      let index = pairs.firstIndex(where: { $0.key == "config" }),
      let config = pairs[index].value.objectValue
    {
      let whole = config.map { (key: $0.key, value: $0.value) } + [(key: key, value: .double(0.5))]
      pairs[index].value = .object(JSONObject(whole))
    }
    return .object(JSONObject(pairs))
  }
}

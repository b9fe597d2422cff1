import Containers
import Layers
import Tensors

/// Writes what was saved of a layer in the words of Keras 3.
///
/// What Keras 3 has under another name gets that name; what it has no equal of is refused, by the layer's name.
struct LayerWriter {
  let target: ConversionTarget
  let shapes: TensorShapes
  /// What a person should know of what was carried over otherwise.
  private(set) var remarks: [String] = []

  init(_ target: ConversionTarget, _ shapes: TensorShapes) {
    (self.target, self.shapes) = (target, shapes)
  }

  mutating func remark(_ text: String) {
    if !remarks.contains(text) { remarks.append(text) }
  }

  /// `{"module": …, "class_name": …, "config": …, "registered_name": …}` of a layer, and of a model in a model.
  ///
  /// `call` is the one of an operation, whose settings may stand there.
  mutating func json(
    _ layer: any Layer, _ config: Config, path: String, call: GraphCall? = nil
  ) throws -> JSON {
    if let model = layer as? ModelLayer {
      return try GraphWriter(model, named: config.name, path: path, self).json(&self)
    }
    let name = NameInKeras3.of(config.name)
    if layer is InputLayer {
      return Keras3Object.layer("InputLayer", try input(config, name, path))
    }
    if layer.takesPlainValues { return try operation(config, name, call) }
    guard !(layer is any Written), layer.isComputable, !config.lacksFunction else {
      throw ConversionError(
        "\(path) (\(config.kind)) cannot be carried over: \(LayerWriter.reason(layer, config))",
        hint:
          "Keras 3 opens what is made of its own layers. Replace this one by such, or save the model "
          + "with the code that it needs.")
    }
    if let parts = try replacement(config, name) { return parts }
    let kind = Keras3Names.kind(config.kind)
    guard let keys = Keras3Keys.of(kind) else {
      throw ConversionError(
        "\(path) is a \(config.kind), a class that convert does not carry over",
        hint:
          "Its numbers can be looked at here. In Keras, save the model without it, or with another layer in its place."
      )
    }
    guard config.json["time_major"]?.boolValue != true else {
      throw ConversionError(
        "\(path) (\(config.kind)) cannot be carried over: it has time_major=True, which Keras 3 has not",
        hint:
          "Build the model with time_major=False and without the transpositions: its weights are the same."
      )
    }
    remarkOnShortVectors(config, path)
    var values: [(key: String, value: JSON)] = [("name", .string(name))]
    if !Keras3Keys.withoutTrainable.contains(kind) {
      values.append(("trainable", config.json["trainable"] ?? .bool(true)))
    }
    if !Keras3Keys.withoutFormat.contains(kind) { values.append(("dtype", policy(config))) }
    for (key, value) in try settled(config) where keys.contains(key) {
      values.append((key, try self.value(value, key, layer, config, path)))
    }
    return Keras3Object.layer(kind, .object(JSONObject(values)))
  }

  private static func reason(_ layer: any Layer, _ config: Config) -> String {
    if layer is any Written || config.lacksFunction {
      return "what it computes is code of its author's, or was said here, and is not in the file"
    }
    if let unsupported = layer as? Unsupported {
      return unsupported.reason ?? "layers of the class \(config.kind) are not supported"
    }
    return "what it computes is code"
  }

  // MARK: Inputs and formats

  private func input(_ config: Config, _ name: String, _ path: String) throws -> JSON {
    // What the first layer's weights say of the model's own input.
    let inferred = path == config.name ? shapes.input(path) : nil
    guard let own = config.inputShape ?? inferred else {
      throw ConversionError(
        "the file does not say what shape \(config.name) has, and Keras 3 builds no model without it",
        hint: "Build the model in Keras with its input's shape, load_weights(), and save it.")
    }
    let dims = [config.batchSize] + own
    let shape = JSON.array(dims.map { $0.map(JSON.int) ?? .null })
    return .object([
      target == .keras ? "batch_shape" : "batch_input_shape": shape,
      "dtype": .string(config.inputType.rawValue), "sparse": .bool(false), "ragged": .bool(false),
      "name": .string(name),
    ])
  }

  /// The format in which a layer computes: a policy of Keras 3, or the word for it.
  func policy(_ config: Config) -> JSON {
    let value = config.json["dtype"] ?? .null
    let said = value.stringValue ?? value["config"]?["name"]?.stringValue ?? ""
    let format: DType = config.computeType
    let word = said.hasPrefix("mixed_") ? said : format.rawValue
    guard target == .keras else { return .string(word) }
    return Keras3Object.json("keras", "DTypePolicy", .object(["name": .string(word)]))
  }

  private func operation(_ config: Config, _ name: String, _ call: GraphCall?) throws -> JSON {
    let function = config.json["function"]?.stringValue
    var kind = config.kind
    var values: [(key: String, value: JSON)] = []
    if let function, config.kind.hasSuffix("OpLambda") {
      guard let known = TensorFlowOperation(function), let call, let own = known.arranged(call)
      else {
        throw ConversionError(
          "\(config.name) is tf.\(function) of TensorFlow, which is not carried over as it is called",
          hint:
            "Build the model in Keras 3 with keras.ops or layers in its place, and load the weights."
        )
      }
      kind = known.kind
      values = try own.settings.map {
        ($0.key, try PlainJSON.of($0.value, named: $0.key, in: name))
      }
    } else {
      values = (config.json.objectValue ?? JSONObject([])).map { ($0.key, $0.value) }
      values.removeAll { $0.key == "name" }
    }
    guard let module = Keras3Keys.module(ofOperation: kind) else {
      throw ConversionError("\(name) is the operation \(kind), which Keras 3 has not")
    }
    return Keras3Object.json(
      module, kind, .object(JSONObject([("name", .string(name))] + values)),
      registered: .string(kind))
  }
}

/// Names of layers as Keras 3 takes them.
enum NameInKeras3 {
  /// Keras 3 takes no slash in a name.
  static func of(_ name: String) -> String { name.replacing("/", with: "_") }
}

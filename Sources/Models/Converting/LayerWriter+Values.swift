import Containers
import Layers

/// What stands in a layer's config, as Keras 3 says it.
extension LayerWriter {
  /// The config with what older versions call otherwise, leave to another default, or write in another form.
  func settled(_ config: Config) throws -> [(key: String, value: JSON)] {
    let object = config.json.objectValue ?? JSONObject([])
    var values = object.map { (key: $0.key, value: LayerWriter.plain($0.value)) }
    func set(_ key: String, _ value: JSON) {
      values.removeAll { $0.key == key }
      values.append((key, value))
    }
    func setDefault(_ key: String, _ value: JSON) {
      guard object[key].map(\.isNull) ?? true else { return }
      set(key, value)
    }
    switch config.kind {
    case "LeakyReLU":
      setDefault("negative_slope", LayerWriter.plain(object["alpha"] ?? .double(0.3)))
    case "ThresholdedReLU": set("threshold", LayerWriter.plain(object["theta"] ?? .double(1)))
    case "BatchNormalization", "SyncBatchNormalization", "BatchNormalizationV1",
      "BatchNormalizationV2":
      if let axes = object["axis"]?.arrayValue {
        guard axes.count == 1 else {
          throw ConversionError(
            "\(config.name) (BatchNormalization) normalizes over axes \(object["axis"]?.text ?? ""), and Keras 3's takes one"
          )
        }
        set("axis", axes[0])
      }
      if let mode = object["mode"], mode != .int(0) {
        throw ConversionError(
          "\(config.name) normalizes in mode \(mode.text), which Keras 3 has no equal of")
      }
    case "Bidirectional":
      if let other = LayerWriter.otherDirection(object) { set("backward_layer", other) }
    case "SeparableConv1D":
      if object["padding"] == .string("causal") {
        throw ConversionError(
          "\(config.name) (SeparableConv1D) pads in front (causal), which Keras 3's does not",
          hint: "In Keras: ZeroPadding1D in front of it, and padding=\"valid\".")
      }
    case "GRU", "GRUCell": setDefault("reset_after", .bool(false))
    case "CuDNNGRU":
      set("reset_after", .bool(true))
      set("recurrent_activation", .string("sigmoid"))
    case "CuDNNLSTM": set("recurrent_activation", .string("sigmoid"))
    default: break
    }
    if ["LSTM", "LSTMCell", "GRU", "GRUCell", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"].contains(
      config.kind)
    {
      setDefault("recurrent_activation", .string(config.gateDefault))
    }
    return values
  }

  /// The layer that goes the other way, of one that goes backwards itself: Keras 3 makes none of these.
  private static func otherDirection(_ object: JSONObject) -> JSON? {
    guard object["backward_layer"].map(\.isNull) ?? true, let layer = object["layer"],
      let inner = layer["config"]?.objectValue, inner["go_backwards"] == .bool(true)
    else { return nil }
    let name = inner["name"]?.stringValue ?? "layer"
    let config = inner.map { key, value -> (key: String, value: JSON) in
      switch key {
      case "go_backwards": (key, .bool(false))
      case "name": (key, .string("backward_\(name)"))
      default: (key, value)
      }
    }
    let values = (layer.objectValue ?? JSONObject([])).map { key, value in
      (key: key, value: key == "config" ? .object(JSONObject(config)) : value)
    }
    return .object(JSONObject(values))
  }

  /// A number of NumPy's as a plain one.
  private static func plain(_ value: JSON) -> JSON {
    guard value.objectValue != nil else { return value }
    for number in [value["config"]?["value"], value["value"]] {
      if let number, number.doubleValue != nil { return number }
    }
    return value
  }

  /// The value under a key: layers, functions, initializers and what else has a class of its own.
  mutating func value(
    _ value: JSON, _ key: String, _ layer: any Layer, _ config: Config, _ path: String
  ) throws -> JSON {
    if Keras3Names.layerKeys.contains(key), !value.isNull {
      if let list = value.arrayValue {
        return .array(try list.map { try inner($0, config, path) })
      }
      return try inner(value, config, path)
    }
    if key == "activation" || key == "recurrent_activation" {
      return try function(value, key, config, path)
    }
    for (ending, objects) in Keras3Names.objects where key.hasSuffix(ending) {
      let written = objects.json(value)
      if written == nil {
        remark(
          "\(path): its \(key.replacing("_", with: " ")) is not known to Keras 3 and is left out; it matters in training alone"
        )
      }
      return written ?? .null
    }
    return value
  }

  private mutating func inner(_ json: JSON, _ config: Config, _ path: String) throws -> JSON {
    let (layer, inner) = try config.factory.layer(from: json, version: config.version)
    return try self.json(layer, inner, path: "\(path)/\(inner.name)")
  }

  /// Below a length that differs between the versions a vector is not made of length 1.
  mutating func remarkOnShortVectors(_ config: Config, _ path: String) {
    guard config.version.major < 3,
      config.kind == "UnitNormalization"
        || config.kind == "Dot" && config.json["normalize"] == .bool(true)
    else { return }
    remark(
      "\(path): of vectors shorter than a millionth Keras 3 makes others than Keras \(config.version)"
    )
  }
}

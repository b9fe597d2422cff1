import Containers
import Layers

/// Layers that Keras 3 has under no name, made of others that compute the same.
extension LayerWriter {
  /// A Sequential in the place of a layer; nil where the layer itself is carried over.
  mutating func replacement(_ config: Config, _ name: String) throws -> JSON? {
    guard config.kind == "Activation", config.version.major < 3,
      Config.functionName(config.json["activation"] ?? .null) == "hard_sigmoid"
    else { return nil }
    // 0.2·x + 0.5, then what is below 0 and above 1 cut off.
    let line = part(
      config, "\(name)_line", "Rescaling", [("scale", .double(0.2)), ("offset", .double(0.5))])
    let ends = part(config, "\(name)_ends", "ReLU", [("max_value", .double(1))])
    remark(
      "\(name) is the hard_sigmoid of Keras 1 and 2, which Keras 3 has not: Rescaling and ReLU stand in its place"
    )
    return Keras3Object.json(
      "keras", "Sequential",
      .object([
        "name": .string(name), "trainable": .bool(true), "dtype": policy(config),
        "layers": .array([line, ends]),
      ]))
  }

  private func part(
    _ config: Config, _ name: String, _ kind: String, _ values: [(key: String, value: JSON)]
  ) -> JSON {
    let common: [(key: String, value: JSON)] = [
      ("name", .string(name)), ("trainable", .bool(true)), ("dtype", policy(config)),
    ]
    return Keras3Object.layer(kind, .object(JSONObject(common + values)))
  }
}

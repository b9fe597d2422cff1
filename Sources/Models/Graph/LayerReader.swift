import Containers
import Layers

/// Makes the layers that a file describes.
///
/// A class that is not known, or a config that cannot be used, becomes `Unsupported`: the model
/// opens all the same and says so where the layer stands.
struct LayerReader: LayerFactory {
  func layer(from json: JSON, version: KerasVersion) throws -> (any Layer, Config) {
    guard let className = json["class_name"]?.stringValue else {
      throw ConfigError(
        layer: json["name"]?.stringValue ?? "a layer", kind: "?", key: "class_name",
        expected: "the name of a class", found: json["class_name"]?.text)
    }
    var kind = className
    var body = json["config"] ?? .object(JSONObject([]))
    if version.major < 2 {
      (kind, body) = Keras1Dialect.translated(kind, body)
    }
    let name =
      body["name"]?.stringValue ?? json["name"]?.stringValue ?? SnakeCase.of(kind)
    let config = Config(name: name, kind: kind, version: version, json: body, factory: self)
    let module = json["module"]?.stringValue
    guard LayerReader.isBuiltIn(module, json["registered_name"]?.stringValue) else {
      return (
        Unsupported(config, because: "\(kind) of the module \(module ?? "?") is not Keras' own"),
        config
      )
    }
    if ModelLayer.classNames.contains(kind) { return (try ModelLayer(config), config) }
    // Layers save whether they are trainable; the op nodes of Keras 3 in an .h5, which names no
    // modules, do not.
    let isLayer = module != nil || version.major < 3 || body["trainable"] != nil
    guard let type = LayerKinds.named(kind, module: module, isLayer: isLayer) else {
      return (try Unsupported(config), config)
    }
    do {
      let layer = try type.init(config)
      if let reason = LayerReader.obstacle(layer, config) {
        return (Unsupported(config, because: reason), config)
      }
      return (layer, config)
    } catch let error as ConfigError {
      return (Unsupported(config, because: error.description), config)
    }
  }

  /// What the layer's config says that would change its numbers and is not supported.
  private static func obstacle(_ layer: any Layer, _ config: Config) -> String? {
    guard layer.isComputable, !(layer is InputLayer) else { return nil }
    return config.policyProblem ?? config.misunderstanding(of: layer)
  }

  /// Keras names the module of a layer from version 2.12 on; a layer of another one is not its own.
  private static func isBuiltIn(_ module: String?, _ registeredName: String?) -> Bool {
    if let registeredName, registeredName.contains(">"), !registeredName.hasPrefix("keras") {
      return false
    }
    guard let module else { return true }
    let root = module.split(separator: ".").first ?? ""
    return ["keras", "tf_keras", "tensorflow", "builtins"].contains(root)
  }
}

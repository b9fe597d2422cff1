import Containers
import Layers

/// Makes the layers that a file describes.
///
/// A class that is not known, or a config that cannot be used, becomes `Unsupported`: the model
/// opens all the same and says so where the layer stands.
///
/// What a person says of a layer, or of its function, goes before what the file says.
struct LayerReader: LayerFactory {
  /// Whether it reads the model itself and not what stands in it.
  var isTop = false
  var layers = LayerDefinitions()
  /// The path of the layer in which it reads; nil in the model itself.
  var path: String?

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
    let identity = ClassIdentity(json, className: className)
    let name =
      body["name"]?.stringValue ?? json["name"]?.stringValue ?? SnakeCase.of(identity.name)
    if !identity.isKeras || className.contains(">") { kind = identity.name }
    let path = isTop ? nil : (self.path.map { "\($0)/" } ?? "") + name
    let config = Config(
      name: name, kind: kind, className: identity.isKeras ? className : kind, version: version,
      json: body, factory: LayerReader(layers: layers, path: path),
      isShared: json["shared_object_id"] != nil)
    if let path, kind != "InputLayer",
      let definition = layers.of(path: path, name: name, kind: kind)
    {
      let isCell = !definition.states.isEmpty
      return (
        isCell ? try WrittenCell(config, definition) : WrittenLayer(config, definition), config
      )
    }
    let isWholeModel = ModelLayer.isWhole(body, isTop: isTop)
    guard identity.isKeras else {
      guard !isWholeModel else { return (try ModelLayer(config, isKeras: false), config) }
      return (Unsupported(config, because: identity.reason), config)
    }
    if ModelLayer.classNames.contains(kind) { return (try ModelLayer(config), config) }
    let module = json["module"]?.stringValue
    // Layers save whether they are trainable; the op nodes of Keras 3 in an .h5, which names no
    // modules, do not.
    let isLayer = module != nil || version.major < 3 || body["trainable"] != nil
    guard let type = LayerKinds.named(kind, module: module, isLayer: isLayer) else {
      if isWholeModel { return (try ModelLayer(config, isKeras: false), config) }
      return isLayer
        ? (try Unsupported(config), config)
        : (Unsupported(config, because: "the operation \(kind) is not supported"), config)
    }
    do {
      let layer = try type.init(config)
      if let reason = LayerReader.obstacle(layer, config) {
        return (Unsupported(config, because: reason), config)
      }
      return (layer, config)
    } catch let error as ConfigError {
      let isOwn = error.layer == config.name
      return (Unsupported(config, because: isOwn ? error.problem : error.description), config)
    }
  }

  func function(_ key: String, of config: Config, named name: String?) -> Activation? {
    let definition = layers.ofFunction(
      key, path: path ?? config.name, layer: config.name, kind: config.kind, named: name)
    return definition.map {
      WrittenFunction(definition: $0, version: config.version).activation(name ?? "given")
    }
  }

  /// What the layer's config says that would change its numbers and is not supported.
  private static func obstacle(_ layer: any Layer, _ config: Config) -> String? {
    guard layer.isComputable, !(layer is InputLayer) else { return nil }
    return config.policyProblem ?? config.misunderstanding(of: layer)
  }
}

import Containers

/// What a SavedModel says of its layers, as Keras 2 writes it.
///
/// From TensorFlow 2.5 on it stands in keras_metadata.pb, before that beside the functions in saved_model.pb. Only what it
/// says of the model itself is read, which has all of its layers' configs.
struct KerasMetadata {
  /// `class_name`, `config`, `keras_version`, `training_config` and more.
  let model: JSON
  /// The version of TensorFlow that saved it, where that stands there.
  private(set) var tensorFlow: String?

  /// Nil for a SavedModel of functions alone.
  init?(_ tree: FileTree) throws {
    var text: String?
    var tensorFlow: String?
    if let found = try tree.reading(
      "keras_metadata.pb",
      { bytes in
        try KerasMetadata.root(bytes, tree.title("keras_metadata.pb"))
      })
    {
      text = found
    }
    if text == nil {
      let name = tree.title("saved_model.pb")
      let found = try tree.reading("saved_model.pb") { try KerasMetadata.functions($0, name) }
      (text, tensorFlow) = (found?.metadata, found?.tensorFlow)
    }
    guard let text else { return nil }
    self.tensorFlow = tensorFlow
    model = try JSON(parsing: text, file: "\(tree.path): metadata of the model").withoutPythonTypes
  }

  /// The metadata of the node `root`: `SavedMetadata`.
  private static func root(_ bytes: Bytes, _ file: String) throws -> String? {
    var message = try Protobuf(bytes, file: file, structure: "SavedMetadata")
    while let field = try message.next() {
      guard field.number == 1, let bytes = field.value.bytes else { continue }
      var node = try Protobuf(bytes, file: file, structure: "node of SavedMetadata")
      var (path, text) = ("", String?.none)
      while let field = try node.next() {
        if field.number == 3 { path = field.value.text ?? "" }
        if field.number == 5 { text = field.value.text }
      }
      if path == "root" { return text?.isEmpty == true ? nil : text }
    }
    return nil
  }

  /// The metadata of the first object, and the version of TensorFlow: `SavedModel`.
  private static func functions(
    _ bytes: Bytes, _ file: String
  ) throws -> (metadata: String?, tensorFlow: String?) {
    var result = (metadata: String?.none, tensorFlow: String?.none)
    guard let graph = try first(2, of: bytes, file, "SavedModel") else {
      throw OpenError(
        file, "this is no SavedModel: it holds no graph",
        "The file is damaged, or another was given its name.")
    }
    if let info = try first(1, of: graph, file, "MetaGraphDef") {
      result.tensorFlow = try first(5, of: info, file, "MetaInfoDef")?.text
    }
    guard let objects = try first(7, of: graph, file, "MetaGraphDef"),
      let root = try first(1, of: objects, file, "SavedObjectGraph"),
      let user = try first(4, of: root, file, "SavedObject")
    else { return result }
    guard let kind = try first(1, of: user, file, "SavedUserObject")?.text,
      kind.hasPrefix("_tf_keras_")
    else { return result }
    let text = try first(3, of: user, file, "SavedUserObject")?.text
    result.metadata = text?.isEmpty == true ? nil : text
    return result
  }

  /// The bytes of the first field of a number.
  private static func first(
    _ number: Int, of bytes: Bytes, _ file: String, _ structure: String
  ) throws -> Bytes? {
    var message = try Protobuf(bytes, file: file, structure: structure)
    while let field = try message.next() {
      if field.number == number { return field.value.bytes }
    }
    return nil
  }
}

extension JSON {
  /// The value with lists in place of Python's tuples and TensorFlow's shapes, which Keras 2 writes as objects here.
  fileprivate var withoutPythonTypes: JSON {
    switch self {
    case .array(let values): return .array(values.map(\.withoutPythonTypes))
    case .object(let object):
      if let kind = object["class_name"]?.stringValue, ["__tuple__", "TensorShape"].contains(kind),
        let items = object["items"]?.arrayValue
      {
        return .array(items.map(\.withoutPythonTypes))
      }
      return .object(JSONObject(object.map { ($0.key, $0.value.withoutPythonTypes) }))
    default: return self
    }
  }
}

extension KerasMetadata {
  /// The architecture, as to_json() has it.
  ///
  /// A class that only Python code can build has its name alone.
  var architecture: JSON {
    if let config = model["model_config"], config["config"] != nil { return config }
    var pairs: [(key: String, value: JSON)] = [
      ("class_name", model["class_name"] ?? .string("Model")),
      ("config", model["config"] ?? .object(["name": model["name"] ?? .string("model")])),
    ]
    if let shape = model["build_input_shape"], shape.arrayValue != nil {
      pairs.append(("build_config", .object(["input_shape": shape])))
    }
    return .object(JSONObject(pairs))
  }

  /// The version of Keras: what is said, or what that TensorFlow has in it.
  var version: String? {
    if let version = model["keras_version"]?.stringValue { return version }
    let parts = tensorFlow?.split(separator: ".").compactMap { Int($0) } ?? []
    guard parts.count >= 2, parts[0] == 2 else { return nil }
    switch parts[1] {
    case 0, 1: return "2.2.4-tf"
    case 2: return "2.3.0-tf"
    case 3: return "2.4.0"
    default: return "2.\(parts[1]).0"
    }
  }
}

import Containers

/// What people have in place of a file that can be opened: each is called by its name, with what
/// to do.
enum ForeignFile: Equatable {
  case savedModel(hasLayers: Bool)
  case tensorFlowJS, tensorFlowJSGraph, checkpoint, sharded
  case pyTorch, safetensors, onnx, tfLite, pickle, webPage, lfsPointer, compressed

  func error(_ path: String) -> OpenError { OpenError(path, reason, advice) }

  private var reason: String {
    switch self {
    case .savedModel(true): "this is a SavedModel of Keras 2, which is not read here"
    case .savedModel(false):
      "this is a SavedModel of functions alone, which is not read here: it holds no layers"
    case .tensorFlowJS: "this is a model of TensorFlow.js, which is not read here"
    case .tensorFlowJSGraph:
      "this is a graph model of TensorFlow.js, which is not read here: it holds no layers"
    case .checkpoint: "this is a checkpoint of TensorFlow, which is not read here"
    case .sharded: "these are weights of Keras over several files (shards), and no architecture"
    case .pyTorch: "this is a file of PyTorch"
    case .safetensors: "this is a file of safetensors: arrays without an architecture of Keras"
    case .onnx: "this is a model in ONNX"
    case .tfLite: "this is a model of TensorFlow Lite"
    case .pickle: "this is a pickle, which may run code and is never read"
    case .webPage: "this is a web page, not a model: a download saved the page in its place"
    case .lfsPointer: "this is a pointer of Git LFS: the model itself was not downloaded"
    case .compressed: "this file is compressed"
    }
  }

  private var advice: String {
    switch self {
    case .savedModel(true):
      "In Python, with TensorFlow up to 2.15 or tf_keras: "
        + "tf.keras.models.load_model(folder).save(\"model.keras\")"
    case .savedModel(false):
      "It comes from model.export() or tf.saved_model.save(). Save the model itself: "
        + "model.save(\"model.keras\")"
    case .tensorFlowJS:
      "tensorflowjs_converter --input_format tfjs_layers_model --output_format keras "
        + "model.json model.h5"
    case .tensorFlowJSGraph: "Save the model that it was made from: model.save(\"model.keras\")"
    case .checkpoint:
      "In Python: model.load_weights(\"the name without .index\"), then "
        + "model.save(\"model.keras\")"
    case .sharded:
      "Open the architecture, which model.to_json() gives, and name the weights: kerastep model.json --weights FILE"
    case .pyTorch, .onnx, .tfLite:
      "Models of Keras are opened: .keras, .h5, or the JSON of to_json() with --weights."
    case .safetensors, .pickle: "Save the model with Keras: model.save(\"model.keras\")"
    case .webPage: "Download the file itself."
    case .lfsPointer: "git lfs pull"
    case .compressed: "Unpack it first."
    }
  }
}

extension ForeignFile {
  /// Told from a path: files that lie beside others, and the name of a checkpoint, which is no file.
  static func named(_ path: String) -> ForeignFile? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    switch parts.last {
    case "saved_model.pb", "keras_metadata.pb", "saved_model.pbtxt":
      guard Folder.holds(folder, "saved_model.pb") else { return nil }
      return .savedModel(hasLayers: Folder.holds(folder, "keras_metadata.pb"))
    default: break
    }
    let name = String(parts.last ?? "")
    if name.contains(".data-0"), name.contains("-of-") { return .checkpoint }
    if !name.isEmpty, !Folder.holds(folder, name), Folder.holds(folder, name + ".index") {
      return .checkpoint
    }
    return nil
  }

  static func of(_ json: JSON) -> ForeignFile? {
    if json["weight_map"]?.objectValue != nil { return .sharded }
    if json["modelTopology"] != nil {
      return json["format"]?.stringValue == "graph-model" ? .tensorFlowJSGraph : .tensorFlowJS
    }
    return nil
  }

  static func of(_ archive: ZipArchive) -> ForeignFile? {
    let names = archive.entries.map(\.name)
    func holds(_ end: String) -> Bool { names.contains { $0 == end || $0.hasSuffix("/" + end) } }
    if holds("saved_model.pb") { return .savedModel(hasLayers: holds("keras_metadata.pb")) }
    if holds("data.pkl") { return .pyTorch }
    return nil
  }

  /// Told from the first bytes, and from the last of a checkpoint's index.
  static func of(_ bytes: Bytes) -> ForeignFile? {
    let start = bytes.slice(0, count: min(512, bytes.count))?.array ?? []
    let end = bytes.slice(max(0, bytes.count - 8), count: min(8, bytes.count))?.array
    if end == [0x57, 0xFB, 0x80, 0x8B, 0x24, 0x75, 0x47, 0xDB] { return .checkpoint }
    if start.dropFirst(4).starts(with: Array("TFL3".utf8)) { return .tfLite }
    if start.dropFirst(8).starts(with: Array("{\"".utf8)), start.dropFirst(3).first == 0 {
      return .safetensors
    }
    if start.starts(with: [0x80]), let version = start.dropFirst().first, version <= 5 {
      return start.starts(with: [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46]) ? .pyTorch : .pickle
    }
    let packed: [[UInt8]] = [[0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58], [0x37, 0x7A, 0xBC, 0xAF]]
    if packed.contains(where: start.starts(with:)) { return .compressed }
    if start.starts(with: [0x08]), text(start).contains("onnx") || text(start).contains("pytorch") {
      return .onnx
    }
    return of(text(start))
  }

  private static func of(_ text: String) -> ForeignFile? {
    let text = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    let lowered = text.prefix(16).lowercased()
    if lowered.hasPrefix("<!doctype") || lowered.hasPrefix("<html") { return .webPage }
    if text.hasPrefix("version https://git-lfs") { return .lfsPointer }
    if text.hasPrefix("model_checkpoint_path:") { return .checkpoint }
    return nil
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

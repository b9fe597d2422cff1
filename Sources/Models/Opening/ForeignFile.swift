import Containers

/// What people have in place of a file that can be opened: each is called by its name, with what
/// to do.
enum ForeignFile: Equatable {
  case savedModel, tensorFlowJSGraph, checkpoint, sharded
  case pyTorch, safetensors, onnx, tfLite, pickle, webPage, lfsPointer, compressed

  func error(_ path: String) -> OpenError { OpenError(path, reason, advice) }

  private var reason: String {
    switch self {
    case .savedModel:
      "this is a SavedModel of functions alone, which is not read here: it holds no layers"
    case .tensorFlowJSGraph:
      "this is a graph model of TensorFlow.js, which is not read here: it holds no layers"
    case .checkpoint:
      "this is a part of a checkpoint of TensorFlow, whose other files are not there"
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
    case .savedModel:
      "It comes from model.export() or tf.saved_model.save(). Save the model itself: "
        + "model.save(\"model.keras\")"
    case .tensorFlowJSGraph: "Save the model that it was made from: model.save(\"model.keras\")"
    case .checkpoint:
      "A checkpoint is NAME.index and NAME.data-00000-of-00001 in one folder: weights of an architecture, "
        + "as kerastep model.json --weights NAME"
    case .sharded:
      "Open the architecture, which model.to_json() gives, and name the weights: kerastep model.json --weights FILE"
    case .pyTorch, .onnx, .tfLite:
      "Models of Keras are opened: .keras, .h5, SavedModel, or the JSON of to_json() with --weights."
    case .safetensors, .pickle: "Save the model with Keras: model.save(\"model.keras\")"
    case .webPage: "Download the file itself."
    case .lfsPointer: "git lfs pull"
    case .compressed: "Unpack it first."
    }
  }
}

extension ForeignFile {
  /// Told from a path: the numbers of a checkpoint without their index, and a SavedModel that is text.
  static func named(_ path: String) -> ForeignFile? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") : "."
    switch parts.last {
    case "saved_model.pbtxt": return .savedModel
    default: break
    }
    let name = String(parts.last ?? "")
    let isPart = name.contains(".data-0") && name.contains("-of-")
    return isPart && Folder.holds(folder, name) ? .checkpoint : nil
  }

  static func of(_ json: JSON) -> ForeignFile? {
    if json["weight_map"]?.objectValue != nil { return .sharded }
    return LayersModel.isGraph(json) ? .tensorFlowJSGraph : nil
  }

  static func of(_ archive: ZipArchive) -> ForeignFile? {
    let names = archive.entries.map(\.name)
    func holds(_ end: String) -> Bool { names.contains { $0 == end || $0.hasSuffix("/" + end) } }
    if holds("data.pkl") { return .pyTorch }
    return nil
  }

  /// Told from the first bytes, and from the last of a checkpoint's index.
  static func of(_ bytes: Bytes) -> ForeignFile? {
    let start = bytes.slice(0, count: min(512, bytes.count))?.array ?? []
    if TensorBundle.isIndex(bytes) { return .checkpoint }
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

import Containers
import Layers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens whatever Keras saved, found by its content and never by its name.
public enum ModelFile {
  /// Opens a model; `weights` is a second file for an architecture without weights, `version` the
  /// version of Keras for one that does not say.
  public static func open(
    _ path: String, weights: String? = nil, version: KerasVersion? = nil
  ) throws -> Model {
    let options = OpenOptions(path: path, weights: weights, version: version)
    if isDirectory(path) { return try KerasDirectory.open(options) }
    return try FileBytes(path: path).reading { try open($0, options) }
  }

  private static func open(_ file: FileBytes, _ options: OpenOptions) throws -> Model {
    let path = options.path
    switch ContainerFormat(sniffing: file.bytes) {
    case .zip: return try KerasArchive.open(file, options)
    case .hdf5: return try WholeModelHDF5.open(file, options)
    case .json: return try ArchitectureJSON.open(file, options)
    case .npy:
      throw OpenError(path, "this is a NumPy array, not a model", "Feed it: feed \(path)")
    case .unknown:
      throw OpenError(
        path, "this is no file that Keras saves",
        "Expected a .keras archive, an .h5 file or the JSON of to_json().")
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == S_IFDIR
  }
}

/// What the caller says about a file.
struct OpenOptions {
  let path: String
  let weights: String?
  let version: KerasVersion?
}

/// The steps that all formats share.
enum Opening {
  /// The model layer of an architecture.
  static func layer(_ json: JSON, version: KerasVersion, file: String) throws -> ModelLayer {
    let layer: any Layer
    do {
      layer = try LayerReader(isTop: true).layer(from: json, version: version).0
    } catch let error as GraphError {
      throw OpenError(file, error.description, "The file is damaged, or was saved so.")
    } catch let error as ConfigError {
      throw OpenError(file, error.description, "The file is damaged, or of another version.")
    }
    guard let model = layer as? ModelLayer else {
      let kind = json["class_name"]?.stringValue ?? "?"
      throw OpenError(
        file, "the model is of the class \(kind), which only its own Python code can build",
        "How its layers are connected is not in the file. Build it in Keras as a Sequential or "
          + "Functional model (keras.Model(inputs, outputs)) and save that.")
    }
    return model
  }

  /// Puts a model and its weights together.
  static func model(
    _ layer: ModelLayer, _ weights: [LayerWeights], _ origin: Model.Origin
  ) -> Model {
    var origin = origin
    origin.remarks += Set(layer.ownClasses).sorted().map { kind in
      "\(kind) is a class of its author's own: computed as the graph of layers that its config "
        + "is; what a call() of its own does is not in the file"
    }
    return Model(
      name: layer.name, origin: origin, layer: layer, weights: LayerWeights(parts: weights))
  }

  /// The weights of a file of either layout.
  static func weights(_ path: String, for graph: Graph) throws -> [LayerWeights] {
    try FileBytes(path: path).reading { try weights(in: $0, path, for: graph) }
  }

  private static func weights(
    in file: FileBytes, _ path: String, for graph: Graph
  ) throws -> [LayerWeights] {
    switch ContainerFormat(sniffing: file.bytes) {
    case .hdf5: return try weights(in: try HDF5File(file.bytes, name: path).root, path, for: graph)
    case .zip:
      let archive = try ZipArchive(file.bytes, name: path)
      let bytes = try archive.bytes(of: "model.weights.h5")
      return try weights(in: try HDF5File(bytes, name: path).root, path, for: graph)
    default:
      throw OpenError(path, "this is no file of weights", "Expected what save_weights() wrote.")
    }
  }

  static func weights(
    in root: HDF5Group, _ path: String, for graph: Graph
  ) throws -> [LayerWeights] {
    if LegacyWeights.isPresent(in: root) {
      return try LegacyWeights(group: root, file: path).weights(for: graph)
    }
    if root.contains("model_weights") {
      let group = try root.group("model_weights")
      return try LegacyWeights(group: group, file: path).weights(for: graph)
    }
    if PathWeights.isPresent(in: root) {
      return try PathWeights(root: root, file: path).weights(for: graph)
    }
    throw OpenError(
      path, "the file holds no weights of a model", "Expected what save_weights() wrote.")
  }

  /// The version in a text, or the one that the caller gives.
  static func version(_ text: String?, _ options: OpenOptions) throws -> KerasVersion {
    if let given = options.version { return given }
    if let text, let version = KerasVersion(text) { return version }
    throw OpenError(
      options.path, "the file does not say which version of Keras saved it",
      "Formulas differ between versions (hard_sigmoid, masks): say --keras-version 2.15 or 3.",
      needsVersion: true)
  }
}

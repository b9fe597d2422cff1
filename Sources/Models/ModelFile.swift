import Containers
import Layers

/// Opens whatever Keras saved, found by its content and never by its name.
public enum ModelFile {
  /// Opens a model; `weights` is a second file for an architecture without weights, `version` the
  /// version of Keras for one that does not say.
  public static func open(
    _ path: String, weights: String? = nil, version: KerasVersion? = nil
  ) throws -> Model {
    let options = OpenOptions(path: path, weights: weights, version: version)
    if Folder.isPresent(path) { return try KerasDirectory.open(options) }
    if let foreign = ForeignFile.named(path) { throw foreign.error(path) }
    return try FileBytes(path: path).reading { try open($0, options) }
  }

  private static func open(_ file: FileBytes, _ options: OpenOptions) throws -> Model {
    let path = options.path
    switch ContainerFormat(sniffing: file.bytes) {
    case .zip: return try KerasArchive.open(file, options)
    case .hdf5: return try WholeModelHDF5.open(file, options)
    case .json: return try ArchitectureJSON.open(file, options)
    case .npy:
      guard (try? Npy.read(file.bytes, name: "", file: path)) != nil else {
        throw OpenError(
          path, "this is a NumPy file that is not read: it may hold Python objects (pickled)",
          "Arrays of weights are kept with np.savez(file, *model.get_weights()).")
      }
      throw OpenError(path, "this is a NumPy array, not a model", "Feed it: feed \(path)")
    case .unknown:
      throw ForeignFile.of(file.bytes)?.error(path)
        ?? OpenError(
          path, "this is no file that Keras saves",
          "Expected a .keras archive, an .h5 file or the JSON of to_json().")
    }
  }
}

/// What the caller says about a file.
struct OpenOptions {
  let path: String
  let weights: String?
  let version: KerasVersion?
}

import Containers
import Layers

/// Opens whatever Keras saved, found by its content and never by its name.
package enum ModelFile {
  /// Opens a model; `weights` is a second file for an architecture without weights, `version` the
  /// version of Keras for one that does not say. `layers` are said by a person; what a file beside the model says of
  /// layers counts where they say nothing.
  package static func open(
    _ path: String, weights: String? = nil, version: KerasVersion? = nil,
    layers: LayerDefinitions = LayerDefinitions()
  ) throws -> Model {
    var options = OpenOptions(path: path, weights: weights, version: version, layers: layers)
    let remembered = RememberedLayers.beside(path)
    if let found = remembered?.definitions {
      options.layers = found
      options.layers.set(layers)
    }
    var model = try open(path, options)
    model.origin.remembered = remembered?.remark
    model.origin.remarks += [remembered?.remark].compactMap { $0 }
    return model
  }

  /// Opens a file that is in memory only, by the name that it will have.
  package static func open(_ bytes: [UInt8], named path: String) throws -> Model {
    let file = FileBytes(Bytes(bytes), named: path)
    return try open(
      .file(file, ContainerFormat(sniffing: file.bytes)),
      OpenOptions(path: path, weights: nil, version: nil))
  }

  private static func open(_ path: String, _ options: OpenOptions) throws -> Model {
    if Folder.isPresent(path) { return try open(.folder, options) }
    if let listing = try Checkpoint.listing(path) { throw listing.error }
    if let foreign = ForeignFile.named(path) { throw foreign.error(path) }
    return try FileBytes(path: path).reading { file in
      try open(.file(file, ContainerFormat(sniffing: file.bytes)), options)
    }
  }

  private static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model {
    for format in ModelFormats.all {
      guard var model = try format.open(source, options) else { continue }
      model.layers = options.layers
      model.reread = { layers in
        var again = options
        again.layers = layers
        return try open(source, again)
      }
      return model
    }
    throw problem(source, options.path)
  }

  /// Why what no format knows is no model.
  private static func problem(_ source: ModelSource, _ path: String) -> any Error {
    guard case .file(let file, let content) = source else { return Folder.problem(path) }
    if content == .zip { return KerasArchive.problem(file, path) }
    if content == .npy { return array(file, path) }
    return ForeignFile.of(file.bytes)?.error(path)
      ?? OpenError(
        path, "this is no file that Keras saves",
        "Expected a .keras archive, an .h5 file, a SavedModel, a model.json of TensorFlow.js, or the JSON or YAML of an architecture."
      )
  }

  private static func array(_ file: FileBytes, _ path: String) -> OpenError {
    guard (try? Npy.read(file.bytes, name: "", file: path)) != nil else {
      return OpenError(
        path, "this is a NumPy file that is not read: it may hold Python objects (pickled)",
        "Arrays of weights are kept with np.savez(file, *model.get_weights()).")
    }
    return OpenError(path, "this is a NumPy array, not a model", "Feed it: feed \(path)")
  }
}

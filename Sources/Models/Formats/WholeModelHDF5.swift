import Containers
import Layers

/// `.h5`: a whole model with its architecture in the attribute `model_config`.
enum WholeModelHDF5: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard case .file(let file, .hdf5) = source else { return nil }
    let root = try HDF5File(file.bytes, name: options.path).root
    guard let text = try root.attributes.named("model_config")?.string() else {
      throw try WeightsListing(root, options.path).error
    }
    let json = try JSON(parsing: text, file: "\(options.path):model_config")
    let saved = try version(root)
    // Keras 1 did not write its version.
    let version = options.version ?? saved.flatMap(KerasVersion.init) ?? KerasVersion(1)
    let layer = try Opening.layer(
      json, version: version, file: options.path, layers: options.layers)
    let weights =
      if let path = options.weights {
        try WeightsFile.load(path, for: layer.graph, version: version)
      } else {
        try WeightsFile.load(root, options.path, for: layer.graph)
      }
    let origin = Model.Origin(
      path: options.path, format: "HDF5 file (.h5)", version: version, savedAt: nil,
      remarks: saved == nil && options.version == nil
        ? ["the file names no version of Keras: taken for Keras 1, which wrote none"]
        : Opening.overruled(saved, options))
    let training = Result { try SavedTraining(wholeModel: root, version: version) }
    return Opening.model(layer, weights, origin, training)
  }

  private static func version(_ root: HDF5Group) throws -> String? {
    if let version = try root.attributes.named("keras_version")?.string() { return version }
    guard root.contains("model_weights") else { return nil }
    return try root.group("model_weights").attributes.named("keras_version")?.string()
  }
}

import Containers

/// SavedModel: a folder, or a ZIP of it, with saved_model.pb, what Keras 2 says of its layers, and the variables.
///
/// The functions in it, which are TensorFlow's, are never run nor read.
enum SavedModelFolder: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard let tree = try tree(source, options.path) else { return nil }
    guard let metadata = try KerasMetadata(tree) else { throw try functionsAlone(tree) }
    let version = try Opening.version(metadata.version, options)
    let layer = try Opening.layer(
      metadata.architecture, version: version, file: options.path, layers: options.layers)
    let own = try options.weights == nil ? variables(tree) : nil
    let weights =
      if let path = options.weights {
        try WeightsFile.load(path, for: layer.graph, version: version)
      } else if let own {
        LoadedWeights(try own.weights(for: layer.graph))
      } else {
        throw OpenError(
          tree.title("variables/variables.index"), "the variables of this SavedModel are missing",
          "A SavedModel is a folder: saved_model.pb, keras_metadata.pb and variables/ belong together."
        )
      }
    let origin = Model.Origin(
      path: options.path, format: "SavedModel", version: version, savedAt: nil,
      remarks: Opening.overruled(metadata.version, options),
      weights: options.weights)
    let training = Result {
      try SavedTraining(
        trainingConfig: metadata.model["training_config"],
        arrays: { try own.map { try ObjectGraphOptimizer($0).arrays() } ?? [] }, version: version)
    }
    return Opening.model(layer, weights, origin, training)
  }

  /// The files of a SavedModel that a path leads to, whether to the folder, to a file in it, or to a ZIP.
  static func tree(_ source: ModelSource, _ path: String) throws -> FileTree? {
    switch source {
    case .folder:
      return isOne(path) ? FileTree(folder: path) : nil
    case .file(let file, .zip):
      return FileTree(
        try ZipArchive(file.bytes, name: path), beside: "saved_model.pb", path: path)
    case .file(_, .unknown):
      let (folder, name) = FileTree.parts(of: path)
      guard ["saved_model.pb", "keras_metadata.pb"].contains(name),
        isOne(folder)
      else { return nil }
      return FileTree(folder: folder)
    case .file: return nil
    }
  }

  /// Whether a folder is a SavedModel; the functions may be missing, for nobody reads them here.
  private static func isOne(_ folder: String) -> Bool {
    Folder.holds(folder, "saved_model.pb") || Folder.holds(folder, "keras_metadata.pb")
  }

  /// The variables, with the objects that have them; nil where there are none.
  static func variables(_ tree: FileTree) throws -> ObjectGraphWeights? {
    try Checkpoint.read(tree, "variables/variables", file: tree.path)
  }

  /// What a SavedModel without layers is, and what it holds.
  private static func functionsAlone(_ tree: FileTree) throws -> OpenError {
    let foreign = ForeignFile.savedModel.error(tree.path)
    guard let bundle = try? Checkpoint.bundle(tree, "variables/variables") else { return foreign }
    return WeightsListing(functions: bundle, foreign).error
  }
}

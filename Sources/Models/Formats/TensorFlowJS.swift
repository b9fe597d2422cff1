import Containers
import Layers

/// TensorFlow.js' layers-model: model.json with the architecture and lists of arrays, and files of numbers beside it.
enum TensorFlowJS: ModelFormat {
  static func open(_ source: ModelSource, _ options: OpenOptions) throws -> Model? {
    guard let (tree, name) = try place(source, options.path) else { return nil }
    let title = tree.title(name)
    let parsed = try tree.reading(name) { try JSON(parsing: $0, file: title) }
    guard let json = parsed, let topology = json["modelTopology"] else { return nil }
    if LayersModel.isGraph(json) { throw ForeignFile.tensorFlowJSGraph.error(options.path) }
    let config = topology["model_config"] ?? topology
    guard config["class_name"] != nil else {
      throw OpenError(
        title, "its modelTopology is no architecture of Keras",
        "Expected class_name and config, as tensorflowjs_converter or model.save() of TensorFlow.js wrote."
      )
    }
    let said = topology["keras_version"]?.stringValue
    let isOwn = said?.hasPrefix("tfjs-layers") == true
    let version =
      try isOwn && options.version == nil
      ? KerasVersion(2, 15) : Opening.version(said, options)
    let layer = try Opening.layer(
      config, version: version, file: options.path, layers: options.layers)
    let weights = try weights(json, tree, title, layer, version, options)
    let origin = Model.Origin(
      path: options.path, format: "TensorFlow.js model", version: version, savedAt: nil,
      remarks: isOwn && options.version == nil
        ? ["saved by TensorFlow.js itself (\(said ?? "")): computed as Keras 2 does"]
        : Opening.overruled(said, options),
      weights: options.weights)
    let training = Result {
      try SavedTraining(
        trainingConfig: topology["training_config"] ?? json["trainingConfig"], arrays: { [] },
        version: version)
    }
    return Opening.model(layer, weights, origin, training)
  }

  private static func weights(
    _ json: JSON, _ tree: FileTree, _ title: String, _ layer: ModelLayer, _ version: KerasVersion,
    _ options: OpenOptions
  ) throws -> LoadedWeights {
    if let path = options.weights {
      return try WeightsFile.load(path, for: layer.graph, version: version)
    }
    guard let lists = json["weightsManifest"], !lists.isNull else {
      return LoadedWeights.none(
        for: layer.graph,
        remarks: ["there are no weights in it: add --weights FILE to compute anything"])
    }
    let flat = try LayersModel.arrays(lists, tree, title, options.path)
    return try flat.load(for: layer.graph)
  }

  /// Where the JSON lies that a path leads to; nil where there is none.
  private static func place(
    _ source: ModelSource, _ path: String
  ) throws -> (tree: FileTree, name: String)? {
    switch source {
    case .folder: return (FileTree(folder: path), "model.json")
    case .file(let file, .zip):
      let archive = try ZipArchive(file.bytes, name: path)
      return FileTree(archive, beside: "model.json", path: path).map { ($0, "model.json") }
    case .file(_, .json):
      let (folder, name) = FileTree.parts(of: path)
      return (FileTree(folder: folder), name)
    case .file: return nil
    }
  }
}

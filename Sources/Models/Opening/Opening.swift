import Containers
import Layers

/// The steps that all formats share.
enum Opening {
  /// The model layer of an architecture.
  static func layer(
    _ json: JSON, version: KerasVersion, file: String, layers: LayerDefinitions
  ) throws -> ModelLayer {
    let layer: any Layer
    do {
      layer = try LayerReader(isTop: true, layers: layers).layer(from: json, version: version).0
    } catch let error as GraphError {
      throw OpenError(file, error.description, Advice.gap)
    } catch let error as ConfigError {
      throw OpenError(file, error.description, Advice.gap)
    }
    if let model = layer as? ModelLayer { return model }
    let (only, config) = try LayerReader(layers: layers).layer(from: json, version: version)
    guard only is Unsupported || only is any Written else {
      throw OpenError(
        file, "this is a \(config.kind) by itself and no model",
        "Build it in Keras as a Sequential or Functional model (keras.Model(inputs, outputs)) and save that."
      )
    }
    return try OwnModel.layer(only, config, json)
  }

  /// Puts a model and its weights together. How it was trained does not matter to what it predicts: where that
  /// cannot be read, the model opens and says so.
  static func model(
    _ layer: ModelLayer, _ weights: LoadedWeights, _ origin: Model.Origin,
    _ training: Result<SavedTraining?, any Error> = .success(nil)
  ) -> Model {
    var origin = origin
    var known: SavedTraining?
    switch training {
    case .success(let saved):
      known = saved
      origin.told = (saved?.wordsNotTaken ?? []).map {
        "compile has no argument \($0.onOneLine): it is passed over, but Keras does not open such a file"
      }
    case .failure(let error):
      origin.remarks.append("what compile was told cannot be read: \(error)")
    }
    let words = WordsForTraining.remarks(layer)
    let classes = Set(layer.ownClasses).sorted().map { kind in
      "\(kind) is a class of its author's own: computed as the graph of layers that its config "
        + "is; what a call() of its own does is not in the file"
    }
    origin.remarks += weights.remarks + origin.told + words + classes
    origin.told += weights.told + words + classes
    origin.remarks += [OwnModel.remark(layer)].compactMap { $0 }
    return Model(
      name: layer.name, origin: origin, layer: layer,
      weights: LayerWeights(parts: weights.layers), training: known)
  }

  /// That a version was given for a file that says another; empty where it was not.
  static func overruled(_ said: String?, _ options: OpenOptions) -> [String] {
    guard let given = options.version, let said, let own = KerasVersion(said), own != given else {
      return []
    }
    return [
      "the file says Keras \(said); computed as Keras \(given) does, for --keras-version says so"
    ]
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

import Containers

/// What formats of an architecture alone share.
enum Architecture {
  /// The model of a description, with the weights that were named beside it.
  static func model(_ json: JSON, format: String, _ options: OpenOptions) throws -> Model {
    let said = json["keras_version"]?.stringValue
    let version = try Opening.version(said, options)
    let layer = try Opening.layer(
      json, version: version, file: options.path, layers: options.layers)
    let weights =
      try options.weights.map { try WeightsFile.load($0, for: layer.graph, version: version) }
      ?? LoadedWeights.none(
        for: layer.graph, remarks: ["there are no weights: add --weights FILE to compute anything"])
    let origin = Model.Origin(
      path: options.path, format: format, version: version, savedAt: nil,
      remarks: Opening.overruled(said, options),
      weights: options.weights)
    return Opening.model(layer, weights, origin)
  }
}

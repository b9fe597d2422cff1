import Containers
import Layers

/// The JSON of `to_json()`, with weights from a second file.
enum ArchitectureJSON {
  static func open(_ file: FileBytes, _ options: OpenOptions) throws -> Model {
    let json = try JSON(parsing: file.bytes, file: options.path)
    guard json["class_name"] != nil else {
      throw OpenError(
        options.path, "this JSON is not the architecture of a model",
        "Expected what to_json() wrote.")
    }
    let version = try Opening.version(json["keras_version"]?.stringValue, options)
    let layer = try Opening.layer(json, version: version, file: options.path)
    let weights =
      try options.weights.map { try Opening.weights($0, for: layer.graph) }
      ?? layer.graph.nodes.map { LayerWeights.empty(for: $0.layer) }
    let origin = Model.Origin(
      path: options.path, format: "architecture (JSON)", version: version, savedAt: nil,
      remarks: options.weights == nil
        ? ["there are no weights: add --weights FILE to compute anything"] : [],
      weights: options.weights)
    return Opening.model(layer, weights, origin)
  }
}

import Containers
import Layers

extension Model {
  /// A model of an architecture and the arrays of its layers, neither of which need be a file.
  ///
  /// `architecture` is what `to_json()` gives; `arrays` has an entry for each layer with weights,
  /// in the order of the layers. `name` stands for the file in messages.
  package init(
    _ architecture: JSON, version: KerasVersion, arrays: [LayerArrays], named name: String,
    layers: LayerDefinitions = LayerDefinitions()
  ) throws {
    let layer = try Opening.layer(architecture, version: version, file: name, layers: layers)
    let weights = try ListedWeights(arrays, WeightOrigin(file: name)).weights(for: layer.graph)
    let origin = Origin(
      path: name, format: "arrays in memory", version: version, savedAt: nil, remarks: [])
    self = Opening.model(layer, LoadedWeights(weights), origin)
    self.layers = layers
    reread = {
      try Model(architecture, version: version, arrays: arrays, named: name, layers: $0)
    }
  }
}

import Layers

/// The weights of a model's layers, in the order of the layers, and what a person should know of them.
struct LoadedWeights {
  var layers: [LayerWeights]
  var remarks: [String] = []
  /// Those among them that are said beside every number that is computed.
  var told: [String] = []

  init(_ layers: [LayerWeights], remarks: [String] = [], told: [String] = []) {
    self.layers = layers
    self.remarks = remarks + told
    self.told = told
  }

  /// Nothing for any layer; the remarks are for a model that has weights somewhere.
  static func none(for graph: Graph, remarks: [String] = []) -> LoadedWeights {
    let isComplete = graph.nodes.allSatisfy { node in
      node.layer.weightCount == 0 && node.layer.knowsItsWeights
    }
    return LoadedWeights(
      graph.nodes.map { LayerWeights.empty(for: $0.layer) }, remarks: isComplete ? [] : remarks)
  }
}

import Containers
import Layers

/// The arrays of one layer as a file lists them: its trainable weights first, then the others.
public struct LayerArrays: Sendable {
  public let layer: String
  public let arrays: [StoredArray]

  public init(_ layer: String, _ arrays: [StoredArray]) {
    self.layer = layer
    self.arrays = arrays
  }
}

/// Weights as a list of layers with their arrays in order.
///
/// Matched by that order, never by names, which drift from version to version.
struct ListedWeights {
  let layers: [LayerArrays]
  let origin: WeightOrigin

  init(_ layers: [LayerArrays], _ origin: WeightOrigin) {
    self.layers = layers.filter { !$0.arrays.isEmpty }
    self.origin = origin
  }

  func weights(for graph: Graph) throws -> [LayerWeights] {
    guard graph.nodes.allSatisfy(\.layer.knowsItsWeights) else { return try byName(graph) }
    let expecting = graph.nodes.filter { $0.layer.weightCount > 0 }
    guard layers.count == expecting.count else {
      throw OpenError(
        origin.file,
        "the architecture has \(expecting.count) layers with weights, "
          + "but the file holds weights for \(layers.count)",
        "The weights belong to another architecture.")
    }
    var rest = layers[...]
    return try graph.nodes.map { node in
      guard node.layer.weightCount > 0, let next = rest.popFirst() else {
        return LayerWeights.empty(for: node.layer)
      }
      return try WeightList.assign(next.arrays, to: node.layer, node.part.config, origin)
    }
  }

  /// Where a layer is not supported it is not known how many weights it has: names must do.
  private func byName(_ graph: Graph) throws -> [LayerWeights] {
    var byName: [String: [StoredArray]] = [:]
    for layer in layers { byName[layer.layer] = layer.arrays }
    return try graph.nodes.map { node in
      guard node.layer.knowsItsWeights, node.layer.weightCount > 0,
        let arrays = byName[node.name]
      else { return LayerWeights.empty(for: node.layer) }
      return try WeightList.assign(arrays, to: node.layer, node.part.config, origin)
    }
  }
}

extension Layer {
  /// Whether the layer and all inside it are known well enough to say which weights they have.
  fileprivate var knowsItsWeights: Bool {
    !(self is Unsupported) && parts.allSatisfy(\.layer.knowsItsWeights)
  }
}

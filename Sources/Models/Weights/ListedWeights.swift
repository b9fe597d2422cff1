import Containers
import Layers

/// The arrays of one layer as a file lists them: its trainable weights first, then the others.
package struct LayerArrays: Sendable {
  package let layer: String
  package let arrays: [StoredArray]

  package init(_ layer: String, _ arrays: [StoredArray]) {
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
    guard graph.nodes.allSatisfy(\.layer.knowsItsWeights) else {
      let arrays = Dictionary(layers.map { ($0.layer, $0.arrays) }) { first, _ in first }
      return try byName(graph, arrays)
    }
    let expecting = graph.nodes.filter { $0.layer.weightCount > 0 }
    guard layers.count == expecting.count else {
      throw OpenError(
        origin.file,
        "the architecture has \(expecting.count) layers with weights, "
          + "but the file holds weights for \(layers.count)",
        "Give the weights of just this architecture: model.save_weights(), or the whole model.")
    }
    var rest = layers[...]
    return try graph.nodes.map { node in
      guard node.layer.weightCount > 0, let next = rest.popFirst() else {
        return LayerWeights.empty(for: node.layer)
      }
      return try WeightList.assign(next.arrays, to: node.layer, node.part.config, origin)
    }
  }

  /// The layers whose arrays stand in another order than their config says.
  func outOfOrder(in graph: Graph) -> [String] {
    guard graph.nodes.allSatisfy(\.layer.knowsItsWeights) else { return [] }
    let expecting = graph.nodes.filter { $0.layer.weightCount > 0 }
    return zip(expecting, layers).compactMap { node, own in
      WeightList.goesByNames(own.arrays, node.layer, node.part.config) ? node.name : nil
    }
  }

  /// Where a layer is not supported it is not known how many weights it has: names must do.
  ///
  /// Its own arrays are kept as they are, so that they are counted.
  private func byName(_ graph: Graph, _ arrays: [String: [StoredArray]]) throws -> [LayerWeights] {
    try graph.nodes.map { node in
      guard let own = arrays[node.name] else { return LayerWeights.empty(for: node.layer) }
      if node.layer.knowsItsWeights, node.layer.weightCount > 0 {
        return try WeightList.assign(own, to: node.layer, node.part.config, origin)
      }
      guard let model = node.layer as? ModelLayer else {
        return LayerWeights(unread: own).named(by: node.layer)
      }
      return try inner(own, model.graph)
    }
  }

  /// The weights of a nested model: an array's path ends with the layer that it belongs to.
  private func inner(_ arrays: [StoredArray], _ graph: Graph) throws -> LayerWeights {
    let names = Set(graph.nodes.map(\.name))
    let groups = Dictionary(grouping: arrays) { array in
      array.name.split(separator: "/").dropLast().map(String.init).last(where: names.contains)
    }
    var result = LayerWeights(unread: groups[nil] ?? [])
    let named = groups.compactMap { name, arrays in name.map { ($0, arrays) } }
    result.parts = try byName(graph, Dictionary(uniqueKeysWithValues: named))
    return result
  }
}

extension LayerWeights {
  /// Arrays of a layer of which it is not known what it does with them.
  init(unread arrays: [StoredArray]) {
    self.init()
    for array in arrays { own[array.name] = StoredWeight(array) }
    unread = arrays.map(\.name)
  }
}

extension Layer {
  /// Whether the layer and all inside it are known well enough to say which weights they have.
  var knowsItsWeights: Bool {
    !(self is Unsupported || self is WrittenLayer) && isComputable
      && parts.allSatisfy(\.layer.knowsItsWeights)
  }
}

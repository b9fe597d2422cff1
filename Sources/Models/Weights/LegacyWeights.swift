import Containers
import Layers

/// Weights in the legacy layout: a group for each layer with the names of its arrays in order.
struct LegacyWeights {
  let group: HDF5Group
  let file: String

  /// Whether a group is laid out so.
  static func isPresent(in group: HDF5Group) -> Bool {
    ((try? group.attributes.named("layer_names")) ?? nil) != nil
      || ((try? group.attributes.named("layer_names0")) ?? nil) != nil
  }

  func load(for graph: Graph) throws -> LoadedWeights {
    let layers = try NameList.read("layer_names", of: group).map { name in
      let layer = try group.group(name)
      let arrays = try NameList.read("weight_names", of: layer).map {
        try layer.dataset($0).array
      }
      return LayerArrays(name, arrays)
    }
    let origin = WeightOrigin(file: file, backend: backend)
    let listed = ListedWeights(layers, origin)
    var turned: [String] = []
    let weights = zip(graph.nodes, try listed.weights(for: graph)).map { node, weights in
      weights.fitted(to: node.layer, node.part.config, names: &turned)
    }
    let named = listed.outOfOrder(in: graph)
    return LoadedWeights(
      weights,
      remarks: remarks(graph) + (turned.isEmpty ? [] : [LegacyWeights.turnRemark(turned)]),
      told: (named.isEmpty ? [] : [LegacyWeights.remark(named)]) + (try ownRemarks(graph)))
  }

  /// What is to be told of arrays of the model itself, which has none.
  private func ownRemarks(_ graph: Graph) throws -> [String] {
    let name = "top_level_model_weights"
    guard group.childNames.contains(name), !OwnModel.isOne(graph) else { return [] }
    let own = try NameList.read("weight_names", of: try group.group(name))
    guard let first = own.first else { return [] }
    return [
      "the file keeps an array \(first) of the model itself, which has no weights of its own: it is not used, and "
        + "Keras does not load such a file"
    ]
  }

  private static func turnRemark(_ layers: [String]) -> String {
    "the weights of \(layers.joined(separator: ", ")) are laid out as by a layer of the other kind, cuDNN's or the plain "
      + "one: they are turned round, as Keras does"
  }

  private static func remark(_ layers: [String]) -> String {
    "the weights of \(layers.joined(separator: ", ")) stand in another order than the config says, for parts were "
      + "frozen of which it does not tell: they are taken by their names; load_model() of Keras goes by the order"
  }

  private func remarks(_ graph: Graph) -> [String] {
    let kinds = Set(graph.kinds)
    if backend == "theano", !kinds.isDisjoint(with: KernelTurn.turned) {
      return [
        "the file was saved under Theano, which turns the windows of convolutions: so are the "
          + "kernels here, as Keras' own conversion does"
      ]
    }
    let isOrdered = graph.nodes.contains { node in
      node.part.config.json["dim_ordering"]?.stringValue == "th"
        && KernelTurn.ordered.contains(node.part.config.kind)
    }
    guard backend == nil, isOrdered else { return [] }
    return [
      "the file does not say whether TensorFlow or Theano, which turns the windows of convolutions, "
        + "saved it: taken for TensorFlow"
    ]
  }

  /// What Keras computed with when it saved the file; Keras 1 did not say.
  var backend: String? { (try? group.attributes.named("backend")?.string()) ?? nil }
}

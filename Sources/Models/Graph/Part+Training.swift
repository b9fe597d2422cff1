import Layers

extension Part {
  /// The name of the first layer that is so, this one or one inside it, of those that a call with
  /// `training=True` trains; nil when there is none.
  ///
  /// What is called inside with `training=False` keeps to it.
  func trained(_ isSo: @escaping (any Layer) -> Bool) -> String? {
    if isSo(layer) { return name }
    guard let model = layer as? ModelLayer else {
      return layer.parts.lazy.compactMap { $0.trained(isSo) }.first
    }
    return model.graph.nodes.lazy.filter { node in
      node.calls.contains { !$0.isInference }
    }.compactMap { $0.part.trained(isSo) }.first
  }
}

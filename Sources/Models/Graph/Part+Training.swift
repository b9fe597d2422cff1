import Layers

extension Part {
  /// What it, or a layer inside it that is not stepped by itself, does in training that is not computed; nil where there is
  /// no such thing.
  var trainingRemark: String? {
    if let own = layer.trainingRemark { return own }
    guard !(layer is ModelLayer) else { return nil }
    return layer.parts.lazy.compactMap { part in
      part.trainingRemark.map { "\(part.name) in it: \($0)" }
    }.first
  }

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

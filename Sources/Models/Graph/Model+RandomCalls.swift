import Layers

extension Model {
  /// Which calls give random numbers in Keras' predict(), and so other ones than here: those with `training=True`, in
  /// Keras 2, of layers that act in training.
  package var randomCalls: [String] { layer.randomCalls }
}

extension ModelLayer {
  fileprivate var randomCalls: [String] {
    graph.nodes.flatMap { node -> [String] in
      let inner = (node.layer as? ModelLayer)?.randomCalls ?? []
      guard node.part.config.version.major < 3, node.calls.contains(where: \.isTraining) else {
        return inner
      }
      return (RandomOutputs.remark(node.part).map { ["\(node.name) is \($0)"] } ?? []) + inner
    }
  }
}

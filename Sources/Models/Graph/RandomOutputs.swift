import Layers

/// Finds the layer that makes the outputs of a call with `training=True` random.
enum RandomOutputs {
  /// The name of such a layer, which may stand inside others; nil when there is none.
  static func taker(in part: Part) -> String? {
    if part.layer.isRandomInTraining { return part.name }
    guard let model = part.layer as? ModelLayer else {
      return part.layer.parts.lazy.compactMap(taker).first
    }
    return model.graph.nodes.lazy.filter { node in
      node.calls.contains { !$0.isInference }
    }.compactMap { taker(in: $0.part) }.first
  }

  /// What is said beside a call with `training=True`; nil where nothing is random.
  ///
  /// predict() of Keras 3 calls every layer with `training=False`, whatever the file says.
  static func remark(_ part: Part) -> String? {
    guard let taker = taker(in: part) else { return nil }
    let whose = taker == part.name ? "its output" : "the output of \(taker) in it"
    return part.config.version.major < 3
      ? "called with training=True: in Keras \(whose) is random; here it does nothing"
      : "called with training=True, so that \(whose) is random outside of predict(); here it does nothing"
  }
}

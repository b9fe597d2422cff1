import Layers

/// Calls with `training=True` whose outputs are random.
enum RandomOutputs {
  /// What is said beside a call with `training=True`; nil where nothing is random.
  ///
  /// predict() of Keras 3 calls every layer with `training=False`, whatever the file says.
  static func remark(_ part: Part) -> String? {
    guard let taker = part.trained(\.isRandomInTraining) else { return nil }
    let whose = taker == part.name ? "its output" : "the output of \(taker) in it"
    return part.config.version.major < 3
      ? "called with training=True: in Keras \(whose) is random; here it does nothing"
      : "called with training=True, so that \(whose) is random outside of predict(); here it does nothing"
  }
}

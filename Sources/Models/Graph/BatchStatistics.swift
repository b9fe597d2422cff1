import Layers

/// Finds the layer that makes a call with `training=True` depend on all samples of the batch.
enum BatchStatistics {
  /// The name of such a layer, which may stand inside others; nil when there is none.
  ///
  /// Keras 3 overrides all of these in predict().
  static func taker(in part: Part) -> String? {
    guard part.config.version.major < 3 else { return nil }
    return part.trained(\.takesBatchStatistics)
  }
}

extension GraphCall {
  /// What it says of training in a version of Keras; nil where it says nothing, and in Keras 3, where what the whole model
  /// is called with counts.
  func saysTraining(_ version: KerasVersion) -> Bool? {
    guard version.major < 3 else { return nil }
    return isInference ? false : isTraining ? true : nil
  }

  /// Whether it says `training=False`.
  var isInference: Bool {
    if case .number(0) = keywords["training"] { true } else { false }
  }

  /// Whether it says `training=True`.
  var isTraining: Bool {
    if case .number(let number) = keywords["training"] { number != 0 } else { false }
  }
}

/// How Keras loads a file, which decides what of the training goes on in tf.keras.
package enum Loading: Sendable, Hashable {
  /// `.keras`: the optimizer is made before the weights are read, metrics when they are first asked for.
  case archive
  /// An .h5 or another file of a whole model: weights first, then the optimizer and the metrics.
  case wholeModel
}

extension Optimization {
  /// Whether Keras begins with a fresh one, whatever the file keeps: tf.keras knows no array of a LossScaleOptimizer in an .h5,
  /// but for that of the legacy ones.
  package var losesArrays: Bool { rules == .keras2 && loading == .wholeModel && scaling != nil }

  /// Whether Keras makes what begins as a copy of the weights before it has read these.
  package var copiesRandom: Bool {
    loading == .archive
      && slotGroups.joined().contains { if case .weight = $0.first { true } else { false } }
  }
}

/// Why tf.keras begins with a fresh optimizer, of which the file keeps arrays.
package enum Forgotten: Sendable {
  /// It scales the loss, and the file is an .h5.
  case scaled
  /// They are of the weights alone that had a gradient.
  case weightsWithoutGradient

  var remark: String {
    let reason =
      switch self {
      case .scaled: "tf.keras reads no arrays of a LossScaleOptimizer from an .h5, and warns of it"
      case .weightsWithoutGradient:
        "the file keeps arrays of the weights alone that had a gradient, of which tf.keras reads none, and warns of it"
      }
    return "\(reason): as there, it begins anew"
  }
}

import Equations
import Terms

/// A loss that `compile` can name.
///
/// The batch axis is hidden: Keras' `axis=-1` is the last one here, its `axis=1` the first.
package protocol Loss: PlaceLoss {
  /// Keras' class: `MeanSquaredError`.
  static var className: String { get }
  /// Keras' names of its function, the full one first: `mean_squared_error`, `mse`, `MSE`.
  static var functionNames: [String] { get }

  /// Keys of which Keras 3 says nothing when it saves the loss, whatever they were.
  static var notSaved: [String] { get }

  /// Whether y is numbers of classes, and ŷ has a number for each class along its last axis.
  static var takesClasses: Bool { get }

  /// Reads the config; a function has an empty one.
  init(_ saved: Saved) throws(Obstacle)
}

/// The losses of the places of one sample.
package struct PlaceLosses {
  package let values: Term
  /// Which places count at all, where the loss itself leaves some out (`ignore_class`); nil: all.
  package let mask: Term?

  /// Whether the values are no places' but one number for the whole batch.
  package let isOfBatch: Bool

  package init(_ values: Term, mask: Term? = nil, isOfBatch: Bool = false) {
    self.values = values
    self.mask = mask
    self.isOfBatch = isOfBatch
  }
}

/// What a model predicts, and what it was made of.
package struct Prediction: Sendable {
  /// ŷ.
  package let output: Term
  /// The operand of the sigmoid or softmax that gave ŷ; nil where something else did.
  ///
  /// On the TensorFlow backend Keras hands these logits to a cross-entropy, which then takes them in place of
  /// ŷ, whatever its `from_logits` says, and whichever of the two functions it was. On JAX and PyTorch it
  /// does not, nor for what `predict` gave.
  package let logits: Term?

  package init(_ output: Term, logits: Term? = nil) {
    self.output = output
    self.logits = logits
  }
}

extension Loss {
  package static var notSaved: [String] { [] }
  package static var takesClasses: Bool { false }

  /// What a person calls it.
  package static var title: String { functionNames.first ?? className }
}

extension Saved {
  /// An axis of one sample, given one of a batch; throws for the batch's own.
  func axis(_ key: String = "axis") throws(Obstacle) -> Int {
    let axis = try int(key) ?? -1
    guard axis != 0 else {
      throw obstacle("axis = 0 is the axis of the samples", "Take another axis.")
    }
    return axis < 0 ? axis : axis - 1
  }
}

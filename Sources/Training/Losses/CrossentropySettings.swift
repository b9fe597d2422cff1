import Equations
import Terms

/// What every cross-entropy of probabilities for classes is told.
struct CrossentropySettings {
  /// Whether ŷ is logits, said by the loss and not found out.
  let fromLogits: Bool
  let smoothing: Double
  /// The axis of the classes, of one sample.
  let axis: Int
  let generation: Generation

  init(_ saved: Saved) throws(Obstacle) {
    fromLogits = try saved.bool("from_logits", default: false)
    smoothing = try saved.double("label_smoothing", default: 0)
    axis = try saved.axis()
    generation = saved.generation
  }

  /// The logits z that it is made from; nil: it is made from probabilities.
  func logits(_ prediction: Prediction) -> Term? {
    prediction.logits ?? (fromLogits ? prediction.output : nil)
  }
}

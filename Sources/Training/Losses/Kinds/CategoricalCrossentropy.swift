import Equations
import Tensors
import Terms

/// `ℓ = −Σ y·ln p` along an axis, p = ŷ/Σŷ between 1e-7 and 1 − 1e-7.
///
/// From logits z: `−Σ y·log_softmax(z)`, without a clip.
struct CategoricalCrossentropy: Loss {
  static let className = "CategoricalCrossentropy"
  static let functionNames = ["categorical_crossentropy"]

  let settings: CrossentropySettings

  init(_ saved: Saved) throws(Obstacle) { settings = try CrossentropySettings(saved) }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let axis = settings.axis
    // Keras 3 counts the classes along the last axis, whatever the axis is.
    let y = try LabelSmoothing.categorical(
      y, settings.smoothing, along: settings.generation == .keras3 ? -1 : axis, eq)
    let logits = settings.logits(prediction)
    if let z = logits, axis == -1 || axis == z.shape.rank - 1 {
      return PlaceLosses(
        try places(.named(Cross.softmax, [y, z]), "cross-entropy of the logits z", eq))
    }
    if let z = logits {
      let p = try eq(
        Name("lnp", "ln p"), z(LogSoftmax(axis: axis)), "logarithm of the softmax of z")
      return PlaceLosses(try places(-(y * p).sum([axis]), "cross-entropy of the logits z", eq))
    }
    let p = try Fuzz.shares(prediction.output, axis, eq)
    return PlaceLosses(
      try places(-(y * p.logarithm).sum([axis]), "cross-entropy of the probabilities p", eq))
  }
}

import Equations
import Terms

/// `ℓ = −mean (y·ln p + (1 − y)·ln(1 − p))` along an axis, p = ŷ between 1e-7 and 1 − 1e-7.
///
/// From logits z: `mean (max(z, 0) − z·y + ln(1 + e^−|z|))`, the same without a clip.
struct BinaryCrossentropy: Loss {
  static let className = "BinaryCrossentropy"
  static let functionNames = ["binary_crossentropy", "bce", "BCE"]

  let settings: CrossentropySettings

  init(_ saved: Saved) throws(Obstacle) { settings = try CrossentropySettings(saved) }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try LabelSmoothing.binary(y, settings.smoothing, eq)
    let axis = settings.axis
    if let z = settings.logits(prediction) {
      return PlaceLosses(
        try places(
          BinaryCrossentropy.ofLogits(y, z).mean([axis]), "cross-entropy of the logits z", eq))
    }
    let p = try Fuzz.clipped(prediction.output, eq)
    let sum = BinaryCrossentropy.ofProbabilities(y, p, settings.generation)
    return PlaceLosses(try places((-sum).mean([axis]), "cross-entropy of the probabilities p", eq))
  }

  /// `max(z, 0) − z·y + ln(1 + e^−|z|)`: the cross-entropy of σ(z), which never overflows. Its slope is `σ(z) − y`.
  static func ofLogits(_ y: Term, _ z: Term) -> Term { .named(Cross.sigmoid, [y, z]) }

  /// `y·ln p + (1 − y)·ln(1 − p)`; before Keras 3 another 1e-7 is added inside the logarithms.
  static func ofProbabilities(_ y: Term, _ p: Term, _ generation: Generation) -> Term {
    let epsilon: Term = .number(Fuzz.epsilon)
    let isOld = generation != .keras3
    let yes = isOld ? (p + epsilon).logarithm : p.logarithm
    let no = isOld ? (1 - p + epsilon).logarithm : (1 - p).logarithm
    return y * yes + (1 - y) * no
  }
}

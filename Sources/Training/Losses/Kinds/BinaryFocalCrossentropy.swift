import Equations
import Terms

/// `ℓ = mean ((1 − pₜ)^γ · bce)` along an axis, pₜ = y·ŷ + (1 − y)(1 − ŷ); with balanced classes times
/// y·α + (1 − y)(1 − α).
struct BinaryFocalCrossentropy: Loss {
  static let className = "BinaryFocalCrossentropy"
  static let functionNames = ["binary_focal_crossentropy"]

  let balances: Bool
  let focus: Focus
  let settings: CrossentropySettings

  init(_ saved: Saved) throws(Obstacle) {
    balances = try saved.bool("apply_class_balancing", default: false)
    focus = try Focus(saved)
    settings = try CrossentropySettings(saved)
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try LabelSmoothing.binary(y, settings.smoothing, eq)
    let output = prediction.output
    let isLogits = settings.fromLogits
    let q = isLogits ? try eq("q", output(Sigmoid()), "probability") : output
    // Keras' cross-entropy takes the logits of what it made a probability itself, too.
    let logits = isLogits ? output : prediction.logits
    let bce = try crossentropy(y, q, logits, eq)
    let right = try eq(
      Name("p_t", "pₜ"), y * q + (1 - y) * (1 - q), "probability of what is right")
    var value = focus.weight(right) * bce
    if balances {
      value = (y * .number(focus.alpha) + (1 - y) * .rest(of: focus.alpha)) * value
    }
    return PlaceLosses(
      try places(value.mean([settings.axis]), "cross-entropy, less where it is right already", eq))
  }

  private func crossentropy(
    _ y: Term, _ q: Term, _ logits: Term?, _ eq: some EquationList
  ) throws -> Term {
    if let z = logits {
      return try eq("bce", BinaryCrossentropy.ofLogits(y, z), "cross-entropy of the logits z")
    }
    let p = try Fuzz.clipped(q, eq)
    return try eq(
      "bce", -BinaryCrossentropy.ofProbabilities(y, p, settings.generation),
      "cross-entropy of the probabilities p")
  }
}

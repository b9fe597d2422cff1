import Equations
import Terms

/// `ℓ = mean ((1 − pₜ)^γ · bce)` along an axis, pₜ = y·ŷ + (1 − y)(1 − ŷ); with balanced classes times
/// y·α + (1 − y)(1 − α).
struct BinaryFocalCrossentropy: Loss {
  static let className = "BinaryFocalCrossentropy"
  static let functionNames = ["binary_focal_crossentropy"]

  let balances: Bool
  let alpha: Double
  let gamma: Double
  let fromLogits: Bool
  let smoothing: Double
  let axis: Int
  let generation: Generation

  init(_ saved: Saved) throws(Obstacle) {
    balances = try saved.bool("apply_class_balancing", default: false)
    alpha = try saved.double("alpha", default: 0.25)
    gamma = try saved.double("gamma", default: 2)
    fromLogits = try saved.bool("from_logits", default: false)
    smoothing = try saved.double("label_smoothing", default: 0)
    axis = try saved.axis()
    generation = saved.generation
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try LabelSmoothing.binary(y, smoothing, eq)
    let output = prediction.output
    let q = fromLogits ? try eq("q", output(Sigmoid()), "probability") : output
    // Keras' cross-entropy takes the logits of what it made a probability itself, too.
    let logits = fromLogits ? output : prediction.logits
    let bce = try crossentropy(y, q, logits, eq)
    let right = try eq(
      Name("p_t", "pₜ"), y * q + (1 - y) * (1 - q), "probability of what is right")
    var value = Term.power(1 - right, .number(gamma)) * bce
    if balances { value = (y * .number(alpha) + (1 - y) * .rest(of: alpha)) * value }
    return PlaceLosses(
      try places(value.mean([axis]), "cross-entropy, less where it is right already", eq))
  }

  private func crossentropy(
    _ y: Term, _ q: Term, _ logits: Term?, _ eq: some EquationList
  ) throws -> Term {
    if let z = logits {
      return try eq("bce", BinaryCrossentropy.ofLogits(y, z), "cross-entropy of the logits z")
    }
    let p = try Fuzz.clipped(q, eq)
    return try eq(
      "bce", -BinaryCrossentropy.ofProbabilities(y, p, generation),
      "cross-entropy of the probabilities p")
  }
}

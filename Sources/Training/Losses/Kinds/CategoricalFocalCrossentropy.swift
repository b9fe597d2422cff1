import Equations
import Terms

/// `ℓ = Σ α·(1 − p)^γ · (−y·ln p)` along an axis, p = ŷ/Σŷ between 1e-7 and 1 − 1e-7.
struct CategoricalFocalCrossentropy: Loss {
  static let className = "CategoricalFocalCrossentropy"
  static let functionNames = ["categorical_focal_crossentropy"]

  let alpha: Double
  let gamma: Double
  let fromLogits: Bool
  let smoothing: Double
  let axis: Int
  let generation: Generation

  init(_ saved: Saved) throws(Obstacle) {
    alpha = try saved.double("alpha", default: 0.25)
    gamma = try saved.double("gamma", default: 2)
    fromLogits = try saved.bool("from_logits", default: false)
    smoothing = try saved.double("label_smoothing", default: 0)
    axis = try saved.axis()
    generation = saved.generation
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let y = try LabelSmoothing.categorical(y, smoothing, along: -1, eq)
    let p = try Fuzz.shares(probabilities(prediction, eq), axis, eq)
    let weight = Term.power(1 - p, .number(gamma)) * .number(alpha)
    return PlaceLosses(
      try places(
        (weight * (-y * p.logarithm)).sum([axis]),
        "cross-entropy, less where it is right already", eq))
  }

  /// Before Keras 3 the logits of a sigmoid's or a softmax's output go through softmax here.
  private func probabilities(_ prediction: Prediction, _ eq: some EquationList) throws -> Term {
    let logits = generation == .keras3 ? nil : prediction.logits
    guard let z = logits ?? (fromLogits ? prediction.output : nil) else { return prediction.output }
    return try eq("q", z(Softmax(axis: axis)), "probability")
  }
}

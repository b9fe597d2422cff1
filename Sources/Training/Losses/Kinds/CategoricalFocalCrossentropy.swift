import Equations
import Terms

/// `ℓ = Σ α·(1 − p)^γ · (−y·ln p)` along an axis, p = ŷ/Σŷ between 1e-7 and 1 − 1e-7.
struct CategoricalFocalCrossentropy: Loss {
  static let className = "CategoricalFocalCrossentropy"
  static let functionNames = ["categorical_focal_crossentropy"]

  let focus: Focus
  let settings: CrossentropySettings

  init(_ saved: Saved) throws(Obstacle) {
    focus = try Focus(saved)
    settings = try CrossentropySettings(saved)
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let axis = settings.axis
    let y = try LabelSmoothing.categorical(y, settings.smoothing, along: -1, eq)
    let p = try Fuzz.shares(probabilities(prediction, eq), axis, eq)
    let weight = focus.weight(p) * .number(focus.alpha)
    return PlaceLosses(
      try places(
        (weight * (-y * p.logarithm)).sum([axis]),
        "cross-entropy, less where it is right already", eq))
  }

  /// Before Keras 3 the logits of a sigmoid's or a softmax's output go through softmax here.
  private func probabilities(_ prediction: Prediction, _ eq: some EquationList) throws -> Term {
    let logits = settings.generation == .keras3 ? nil : prediction.logits
    guard let z = logits ?? (settings.fromLogits ? prediction.output : nil) else {
      return prediction.output
    }
    return try eq("q", z(Softmax(axis: settings.axis)), "probability")
  }
}

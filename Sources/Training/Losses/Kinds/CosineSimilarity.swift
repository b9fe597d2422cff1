import Equations
import Terms

/// `ℓ = −Σ y/‖y‖ · ŷ/‖ŷ‖` along an axis; −1 for vectors of one direction.
struct CosineSimilarity: Loss {
  static let className = "CosineSimilarity"
  static let functionNames = ["cosine_similarity", "cosine_proximity", "cosine"]
  static let notSaved = ["axis"]

  let axis: Int
  let generation: Generation

  init(_ saved: Saved) throws(Obstacle) {
    axis = try saved.axis()
    generation = saved.generation
  }

  func write(_ y: Term, _ prediction: Prediction, to eq: some BatchEquations) throws -> PlaceLosses
  {
    let (u, v) = try directions(y, prediction.output, eq)
    return PlaceLosses(try places(-(u * v).sum([axis]), "−cosine of the angle between them", eq))
  }

  /// Both with length 1.
  func directions(_ y: Term, _ output: Term, _ eq: some EquationList) throws -> (Term, Term) {
    let v = try eq("v", direction(output), "ŷ with length 1")
    let u = try eq("u", direction(y), "y with length 1")
    return (u, v)
  }

  private func direction(_ x: Term) -> Term {
    Direction.of(x, along: axis, generation)
  }
}

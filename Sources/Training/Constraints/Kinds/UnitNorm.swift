import Equations
import Terms

/// `w / (1e-7 + ‖w‖)`.
struct UnitNorm: Constraint {
  static let names = ["UnitNorm", "unit_norm", "unitnorm"]
  let axes: [Int]

  init(_ saved: Saved) throws(Obstacle) { axes = try saved.normAxes() }

  func constrained(_ w: Term, to eq: some EquationList) throws -> Term {
    let norms = try eq.norms(w, axes)
    return try eq("w_c", w / (.number(Fuzz.epsilon) + norms), "every vector of length 1")
  }
}

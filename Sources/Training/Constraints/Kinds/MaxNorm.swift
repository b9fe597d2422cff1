import Containers
import Equations
import Terms

/// `w · clip(‖w‖, 0, max) / (1e-7 + ‖w‖)`.
struct MaxNorm: Constraint {
  static let names = ["MaxNorm", "max_norm", "maxnorm"]
  let most: Double
  let axes: [Int]

  init(_ saved: Saved) throws(Obstacle) {
    most = try saved.double(saved.config["m"] == nil ? "max_value" : "m", default: 2)
    axes = try saved.normAxes()
  }

  func constrained(_ w: Term, to eq: some EquationList) throws -> Term {
    let norms = try eq.norms(w, axes)
    let share = norms.clipped(0, most) / (.number(Fuzz.epsilon) + norms)
    return try eq("w_c", w * share, "no vector longer than \(most)")
  }
}

import Equations
import Terms

/// `w · (rate·clip(‖w‖, min, max) + (1 − rate)·‖w‖) / (1e-7 + ‖w‖)`.
struct MinMaxNorm: Constraint {
  static let names = ["MinMaxNorm", "min_max_norm"]
  let least: Double
  let most: Double
  let rate: Double
  let axes: [Int]

  init(_ saved: Saved) throws(Obstacle) {
    least = try saved.double("min_value", default: 0)
    most = try saved.double("max_value", default: 1)
    rate = try saved.double("rate", default: 1)
    axes = try saved.normAxes()
  }

  func constrained(_ w: Term, to eq: some EquationList) throws -> Term {
    let norms = try eq.norms(w, axes)
    let wanted = .number(rate) * norms.clipped(least, most) + .rest(of: rate) * norms
    return try eq(
      "w_c", w * (wanted / (.number(Fuzz.epsilon) + norms)),
      "vectors not shorter than \(least) nor longer than \(most)")
  }
}

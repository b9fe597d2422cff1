import Equations
import Terms

/// `η = v₀` while n ≤ b₀, `v₁` while n ≤ b₁, …, the last value then.
struct PiecewiseConstantDecay: Schedule {
  static let className = "PiecewiseConstantDecay"
  /// The most steps that one equation can show.
  static let most = 64
  let boundaries: [Double]
  let values: [Double]

  init(_ saved: Saved) throws(Obstacle) {
    // Keras compares whole numbers, as which n is counted.
    boundaries = try saved.doubles("boundaries").map { $0.rounded(.towardZero) }
    values = try saved.doubles("values")
    guard values.count == boundaries.count + 1, !boundaries.isEmpty else {
      throw saved.refusal("values", "one more than there are boundaries")
    }
    guard boundaries.count <= PiecewiseConstantDecay.most else {
      throw saved.refusal("boundaries", "\(PiecewiseConstantDecay.most) at most")
    }
  }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    var term = Term.number(values[boundaries.count])
    for (bound, value) in zip(boundaries, values).reversed() {
      term = .select(.lessEqual(n, .number(bound)), .number(value), term)
    }
    return try eq.rate(term, "learning rate after n updates")
  }
}

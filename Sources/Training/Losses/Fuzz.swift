import Terms

/// Keras' epsilon, and what it keeps from ln 0.
enum Fuzz {
  /// `keras.backend.epsilon()`, which no file keeps.
  static let epsilon = 1e-7

  /// `p`: probabilities between 1e-7 and 1 − 1e-7; beyond, their gradient is 0.
  static func clipped(_ output: Term, _ eq: some EquationList) throws -> Term {
    try eq(
      "p", output.clipped(epsilon, 1 - epsilon), "ŷ, not below 1e-7 nor above 1 − 1e-7")
  }

  /// `p`: the same of shares that add up to 1 along an axis.
  static func shares(_ output: Term, _ axis: Int, _ eq: some EquationList) throws -> Term {
    let share = output / output.sum([axis], keepsAxes: true)
    return try eq(
      "p", share.clipped(epsilon, 1 - epsilon), "ŷ/Σŷ, not below 1e-7 nor above 1 − 1e-7")
  }
}

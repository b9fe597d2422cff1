import Terms

extension Term {
  /// `keep ? x ⊙ 1/(1 − rate) : 0`; with a rate of 1 nothing is left.
  func dropped(where keep: Term, rate: Double) -> Term {
    // Keras multiplies by the number and does not divide.
    .select(keep, self * .number(rate < 1 ? 1 / (1 - rate) : 0), 0)
  }
}

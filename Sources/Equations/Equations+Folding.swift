import Terms

/// Long sums.
extension Equations {
  /// How many operands stand in one equation.
  private static let foldedAtOnce = 64

  /// `a₁ + a₂ + …` from the left, with + for what joins two: the right side of an equation that is
  /// still to be written.
  ///
  /// A list that is too long to be read goes on in further equations, of `s`, the sum so far.
  package func folded(_ terms: [Term], _ join: (Term, Term) throws -> Term) throws -> Term {
    guard let first = terms.first else { throw obstacle("it joins inputs and gets none", "") }
    var result = first
    for (index, term) in terms.enumerated().dropFirst() {
      if index % Equations.foldedAtOnce == 0 {
        result = try self("s", result, "of the first \(index)")
      }
      result = try join(result, term)
    }
    return result
  }
}

import Terms

/// `squareplus(x) = (x + √(x² + 4))/2`.
enum SquareplusActivation: ActivationKind {
  static let names = ["squareplus"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("squareplus", to: $0) { x in (x + (x(Square()) + 4)(Sqrt())) / 2 } }
  }
}

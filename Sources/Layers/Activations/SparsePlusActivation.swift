import Terms

/// `sparse_plus(x)`: 0 below −1, x above 1, `(x + 1)²/4` between.
enum SparsePlusActivation: ActivationKind {
  static let names = ["sparse_plus"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      .apply("sparse_plus", to: $0) { x in
        .select(.less(x, -1), 0, .select(.greater(x, 1), x, 0.25 * (x + 1)(Square())))
      }
    }
  }
}

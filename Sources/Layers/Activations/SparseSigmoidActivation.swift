import Terms

/// `sparse_sigmoid(x)`: 0 below −1, 1 above 1, `(x + 1)/2` between.
enum SparseSigmoidActivation: ActivationKind {
  static let names = ["sparse_sigmoid"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      .apply(
        "sparse_sigmoid", to: $0, slope: .stated { x in 0.5 * .truth(.less(x(Abs()), 1), like: x) }
      ) { x in .minimum(.maximum(0.5 * (x + 1), 0), 1) }
    }
  }
}

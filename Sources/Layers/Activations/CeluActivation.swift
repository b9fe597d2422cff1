import Terms

/// `celu(x) = max(x, 0) + min(eˣ − 1, 0)`.
enum CeluActivation: ActivationKind {
  static let names = ["celu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      // Of both summands Keras takes the slope of x at 0.
      .apply(
        "celu", to: $0,
        slope: .stated { x in
          .select(.greater(x, 0), 1, .select(.less(x, 0), x(Exp()), 2))
        }
      ) { x in x(Relu()) + .minimum(x(Expm1()), 0) }
    }
  }
}

import Terms

/// `selu(x) = 1.0507·elu(x)` with slope 1.6733 below 0.
enum SeluActivation: ActivationKind {
  static let names = ["selu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      // TensorFlow's slope at 0 is that of the line above it.
      .apply(
        "selu", to: $0,
        slope: .stated { x in
          .select(.less(x, 0), 1.7580993408473766 * x(Exp()), 1.0507009873554805)
        }
      ) { x in 1.0507009873554805 * .elu(x, alpha: 1.6732632423543772) }
    }
  }
}

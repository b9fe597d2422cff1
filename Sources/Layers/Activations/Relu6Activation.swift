import Terms

/// `relu6(x) = min(max(x, 0), 6)`.
enum Relu6Activation: ActivationKind {
  static let names = ["relu6"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      // TensorFlow's has no slope at 6 either.
      .apply("relu6", to: $0, slope: .stated { x in .select(.greater(x, 0), .less(x, 6), 0) }) {
        x in .minimum(x(Relu()), 6)
      }
    }
  }
}

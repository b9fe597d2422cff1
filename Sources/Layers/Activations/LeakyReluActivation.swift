import Terms

/// `leaky_relu(x) = x` above 0, `0.2x` below.
enum LeakyReluActivation: ActivationKind {
  static let names = ["leaky_relu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("leaky_relu", to: $0) { x in .leakyRelu(x, slope: 0.2) } }
  }
}

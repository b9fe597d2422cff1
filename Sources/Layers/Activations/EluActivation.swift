import Terms

/// `elu(x) = x` above 0, `eˣ − 1` below.
enum EluActivation: ActivationKind {
  static let names = ["elu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("elu", to: $0) { x in .elu(x, alpha: 1) } }
  }
}

import Terms

/// `gelu(x) = x/2·(1 + erf(x/√2))`, the exact form.
enum GeluActivation: ActivationKind {
  static let names = ["gelu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("gelu", to: $0) { x in 0.5 * x * (1 + (x / 1.4142135623730951)(Erf())) } }
  }
}

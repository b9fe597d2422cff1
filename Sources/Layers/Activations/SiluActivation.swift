import Terms

/// `silu(x) = x ⊙ σ(x)`.
enum SiluActivation: ActivationKind {
  static let names = ["silu", "swish"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("silu", to: $0) { x in x * x(Sigmoid()) } }
  }
}

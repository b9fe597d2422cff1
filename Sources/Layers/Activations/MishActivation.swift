import Terms

/// `mish(x) = x ⊙ tanh(softplus(x))`.
enum MishActivation: ActivationKind {
  static let names = ["mish"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("mish", to: $0) { x in x * x(Softplus())(Tanh()) } }
  }
}

import Terms

/// `σ(x) = 1/(1 + e⁻ˣ)`.
enum SigmoidActivation: ActivationKind {
  static let names = ["sigmoid"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Sigmoid()) }
  }
}

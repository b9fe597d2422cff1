import Terms

/// `eˣ`.
enum ExponentialActivation: ActivationKind {
  static let names = ["exponential"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Exp()) }
  }
}

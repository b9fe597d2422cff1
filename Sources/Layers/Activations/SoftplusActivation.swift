import Terms

/// `softplus(x) = ln(1 + eˣ)`.
enum SoftplusActivation: ActivationKind {
  static let names = ["softplus"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Softplus()) }
  }
}

import Terms

/// `linear(x) = x`.
enum LinearActivation: ActivationKind {
  static let names = ["linear"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0 }
  }
}

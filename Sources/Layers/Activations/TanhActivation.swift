import Terms

/// `tanh(x)`.
enum TanhActivation: ActivationKind {
  static let names = ["tanh"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Tanh()) }
  }
}

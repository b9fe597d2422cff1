import Terms

/// `hard_tanh(x) = min(max(x, −1), 1)`.
enum HardTanhActivation: ActivationKind {
  static let names = ["hard_tanh"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("hard_tanh", to: $0) { x in .minimum(.maximum(x, -1), 1) } }
  }
}

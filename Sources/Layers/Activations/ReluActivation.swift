import Terms

/// `relu(x) = max(x, 0)`.
enum ReluActivation: ActivationKind {
  static let names = ["relu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Relu()) }
  }
}

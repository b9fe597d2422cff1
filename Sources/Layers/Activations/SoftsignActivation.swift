import Terms

/// `softsign(x) = x/(1 + |x|)`.
enum SoftsignActivation: ActivationKind {
  static let names = ["softsign"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { $0(Softsign()) }
  }
}

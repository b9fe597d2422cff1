import Terms

/// `celu(x) = max(x, 0) + min(eˣ − 1, 0)`.
enum CeluActivation: ActivationKind {
  static let names = ["celu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("celu", to: $0) { x in x(Relu()) + .minimum(x(Expm1()), 0) } }
  }
}

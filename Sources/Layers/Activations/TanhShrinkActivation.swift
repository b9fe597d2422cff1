import Terms

/// `tanh_shrink(x) = x − tanh(x)`.
enum TanhShrinkActivation: ActivationKind {
  static let names = ["tanh_shrink"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("tanh_shrink", to: $0) { x in x - x(Tanh()) } }
  }
}

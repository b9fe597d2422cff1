import Terms

/// `hard_shrink(x) = x` where |x| > 0.5, 0 elsewhere.
enum HardShrinkActivation: ActivationKind {
  static let names = ["hard_shrink"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { .apply("hard_shrink", to: $0) { x in .select(.greater(x(Abs()), 0.5), x, 0) } }
  }
}

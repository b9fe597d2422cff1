import Terms

/// `soft_shrink(x)` moves x towards 0 by 0.5 and stops there.
enum SoftShrinkActivation: ActivationKind {
  static let names = ["soft_shrink"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      .apply("soft_shrink", to: $0) { x in
        .select(.greater(x, 0.5), x - 0.5, .select(.less(x, -0.5), x + 0.5, 0))
      }
    }
  }
}

import Terms

/// `hard_silu(x) = x ⊙ min(max(x + 3, 0), 6)/6`.
enum HardSiluActivation: ActivationKind {
  static let names = ["hard_silu", "hard_swish"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    {
      .apply(
        "hard_silu", to: $0,
        slope: .stated { x in
          .minimum((x + 3)(Relu()), 6) / 6 + x * (.truth(.less(x(Abs()), 3), like: x) / 6)
        }
      ) { x in x * (.minimum((x + 3)(Relu()), 6) / 6) }
    }
  }
}

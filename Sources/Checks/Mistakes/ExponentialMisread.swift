import Terms

/// A function of e to the power of z with a slip in it: `1/(1 + eᶻ)` for σ, `(1 − e⁻ᶻ)/(1 + e⁻ᶻ)` for tanh (F12).
struct ExponentialMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(name: String, title: String, change: @Sendable (Term) -> Term)] = [
    ("sigmoid", "1/(1 + eᶻ)", { (-$0)(Sigmoid()) }),
    ("sigmoid", "1/1 + e⁻ᶻ, without brackets,", { 1 + (-$0)(Exp()) }),
    ("sigmoid", "1/(1 + 2⁻ᶻ)", { ($0 * .number(0.693147180559945309))(Sigmoid()) }),
    ("sigmoid", "(tanh(z) + 1)/2, without halving z,", { (2 * $0)(Sigmoid()) }),
    ("sigmoid", "e to the power of z", { $0(Exp()) }),
    (
      "sigmoid", "1 where z is above 0, else 0,",
      { .select(.apply(Greater(), [$0, 0]), 1 + 0 * $0, 0 * $0) }
    ),
    ("tanh", "(1 − e⁻ᶻ)/(1 + e⁻ᶻ)", { ($0 / 2)(Tanh()) }),
    ("tanh", "tanh(2z)", { (2 * $0)(Tanh()) }),
    ("tanh", "tanh(−z)", { (-$0)(Tanh()) }),
    ("tanh", "arctan", { $0(Arctan()) }),
    ("tanh", "z cut off at −1 and 1", { .apply(Minimum(), [.apply(Maximum(), [$0, -1]), 1]) }),
    ("elu", "e to the power of z below 0, without − 1,", { .below($0, $0(Exp())) }),
    ("elu", "z − 1 below 0", { .below($0, $0 - 1) }),
    ("elu", "e⁻ᶻ − 1 below 0", { .below($0, (-$0)(Expm1())) }),
    ("elu", "1 − e to the power of z below 0", { .below($0, -$0(Expm1())) }),
    ("softplus", "log₂(1 + eᶻ)", { $0(Softplus()) / .number(0.693147180559945309) }),
    ("softplus", "log(1 + e⁻ᶻ)", { (-$0)(Softplus()) }),
    ("relu", "what is above 0 put to 0", { .apply(Minimum(), [$0, 0]) }),
    ("relu", "z cut off at 0 and 1", { .apply(Minimum(), [$0(Relu()), 1]) }),
    (
      "relu", "1 where z is above 0, else 0,",
      { .select(.apply(Greater(), [$0, 0]), 1 + 0 * $0, 0 * $0) }
    ),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    ["sigmoid", "tanh", "elu", "softplus", "relu"].flatMap { name in
      anatomy.inActivations(
        of: [name], .possible("F12").unpaired,
        ExponentialMisread.ways.filter { $0.name == name }.map { ($0.title, $0.change) })
    }
  }
}

extension Term {
  /// z above 0, something else below.
  fileprivate static func below(_ z: Term, _ other: Term) -> Term {
    .select(.apply(Greater(), [z, 0]), z, other)
  }
}

import Terms

/// `glu(x) = a ⊙ σ(b)` with a and b the halves of the last axis.
enum GluActivation: ActivationKind {
  static let names = ["glu"]

  static func function(_ version: KerasVersion) -> @Sendable (Term) -> Term {
    { x in
      let glu = NamedFunction("glu") { operands in
        guard let x = operands.first else { return 0 }
        return x.part(0, of: 2) * x.part(1, of: 2)(Sigmoid())
      }
      return .named(glu, [x])
    }
  }
}

import Terms

/// A function that is like relu in its place, or the other way round: relu6, leaky_relu, elu, softplus, swish (F9).
struct ReluOfAnotherKind: Mistake {
  private static let kin: [(name: String, other: Anatomy.OtherFunction)] = [
    ("relu", ("relu", { $0(Relu()) })),
    ("leaky", ("leaky_relu of 0.01", { $0.leaky(0.01) })),
    ("leaky", ("leaky_relu of 0.2", { $0.leaky(0.2) })),
    ("leaky", ("leaky_relu of 0.3", { $0.leaky(0.3) })),
    ("relu6", ("relu6", { .activation("relu6", of: $0) })),
    ("elu", ("elu", { .activation("elu", of: $0) })),
    ("selu", ("selu", { .activation("selu", of: $0) })),
    ("gelu", ("gelu", { .activation("gelu", of: $0) })),
    ("silu", ("swish", { .activation("silu", of: $0) })),
    ("softplus", ("softplus", { .activation("softplus", of: $0) })),
    ("softsign", ("softsign", { .activation("softsign", of: $0) })),
    ("abs", ("|x|", { $0(Abs()) })),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    func others(_ names: Set<String>) -> [Anatomy.OtherFunction] {
      ReluOfAnotherKind.kin.filter { names.contains($0.name) }.map(\.other)
    }
    let name = MistakeName.possible("F9").unpaired
    let relus: Set = ["relu6", "a relu with a slope or an end"]
    return anatomy.inActivations(
      of: ["relu"], name,
      others(["leaky", "relu6", "elu", "selu", "gelu", "silu", "softplus", "softsign", "abs"]))
      + anatomy.inActivations(of: relus, name, others(["relu", "leaky"]))
      + anatomy.inActivations(
        of: ["gelu", "gelu_by_tanh", "silu", "selu", "softplus"], name,
        others(["relu", "elu", "gelu", "silu", "softplus", "selu"]))
      + anatomy.inActivations(
        of: ["tanh", "softsign"], name,
        [("softsign", { .activation("softsign", of: $0) }), ("tanh", { $0(Tanh()) })])
  }
}

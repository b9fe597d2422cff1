import Equations

/// `z = x·W + h₋₁·U`: the recurrent layer without its bias.
struct RecurrentBiasMissing: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R12", .lstm: "L13", .gru: .possible("G14")],
      "the recurrent layer's bias missing"
    ) { chosen in
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path) else { return nil }
        return draft.term.withoutBias
      }
      return (revision, nil)
    }
  }
}

import Equations
import Terms

/// `h = 0` in masked timesteps, where the state is kept.
struct StateResetWhereMasked: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R05", .lstm: "L34", .gru: "G09"], "the state set to 0 at masked steps"
    ) { chosen in
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path), ["h", "C"].contains(draft.name.ascii),
          case .apply(let op, let operands) = draft.term, op is Select, operands.count == 3
        else { return nil }
        return .select(operands[0], operands[1], 0)
      }
      return (revision, nil)
    }
  }
}

import Equations
import Terms

/// `m = all(x ≠ value)`: one masked feature masks the timestep, where all of them must be.
struct AnyFeatureMasks: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.frames("Masking").isEmpty else { return [] }
    let isLSTM = anatomy.recurrent.first?.family == .lstm
    let name: MistakeName = isLSTM ? .possible("L39") : "R06"
    let revision = Revision.equation { draft in
      guard draft.kind == "Masking" || draft.kind == "Any" else { return nil }
      return draft.term.replacing { part in
        guard case .apply(let op, let operands) = part, let reduce = op as? Reduce,
          reduce.kind == .any
        else { return nil }
        return .apply(Reduce(.all, axes: reduce.axes, keepsAxes: reduce.keepsAxes), operands)
      }
    }
    return [Slip(name, "a step masked as soon as any feature is", revision)]
  }
}

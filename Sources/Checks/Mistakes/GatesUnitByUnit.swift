import Equations
import Tensors
import Terms

/// `reshape(z, (units, 4))`: the gates of each unit side by side, where Keras has a block for each gate.
struct GatesUnitByUnit: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: "L44", .gru: "G26"], "gates read unit by unit, not block by block"
    ) { chosen in
      let count = chosen.family == .lstm ? 4 : 3
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path) else { return nil }
        return draft.term.replacingParts(count) { whole, index in
          let all = [Slice.Index](repeating: .all, count: whole.shape.rank - 1)
          return whole(Slice(all + [.range(index, nil, step: count)]))
        }
      }
      return (revision, nil)
    }
  }
}

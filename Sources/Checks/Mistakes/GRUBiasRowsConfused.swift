import Equations
import Terms

/// The two rows of a GRU's bias, the input's and the state's, exchanged (G27), or added up as one bias of the input (G28).
struct GRUBiasRowsConfused: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let exchanged = anatomy.inRecurrent([.gru: "G27"], "the two rows of the bias exchanged") {
      chosen in
      (rows(chosen.paths) { b, row in b(Slice([.at(1 - row)])) }, nil)
    }
    let added = anatomy.inRecurrent(
      [.gru: "G28"], "both rows of the bias added to the input's share"
    ) { chosen in
      (
        rows(chosen.paths) { b, row in
          row == 0 ? b(Slice([.at(0)])) + b(Slice([.at(1)])) : b(Slice([.at(1)])) * 0
        }, nil
      )
    }
    return exchanged + added
  }

  private func rows(
    _ paths: [String], _ change: @escaping @Sendable (_ b: Term, _ row: Int) -> Term
  ) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path) else { return nil }
      return draft.term.mapping(Slice.self) { op, operands in
        guard let b = operands.first, b.value?.name.ascii == "b", op.indices.count == 1,
          case .at(let row) = op.indices[0]
        else { return nil }
        return change(b, row)
      }
    }
  }
}

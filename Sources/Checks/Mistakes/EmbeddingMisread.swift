import Equations
import Tensors
import Terms

/// The rows of an Embedding times √d, as transformers have them, or of length 1; or the table read in another shape (I4).
struct EmbeddingMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (_ table: Term) -> Term?)] = [
    ("its rows times √d", { $0 * .number(Double($0.shape.width).squareRoot()) }),
    ("its rows over √d", { $0 / .number(Double($0.shape.width).squareRoot()) }),
    (
      "its rows brought to length 1",
      { $0 / $0(Square())(Reduce(.sum, axes: [-1], keepsAxes: true))(Sqrt()) }
    ),
    ("the table reshaped where it is to be transposed", { $0.reshapedForTransposed }),
    ("the table from its last row to the first", { $0(Flip(axis: 0)) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    EmbeddingMisread.ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.frames("Embedding"), .possible("I4").unpaired, "the embedding otherwise: \(title)"
      ) { draft in
        draft.term.mapping(Gather.self) { op, operands in
          guard let table = operands.first, table.shape.rank == 2, let other = change(table) else {
            return nil
          }
          return .apply(op, [other] + operands.dropFirst())
        }
      }
    }
  }
}

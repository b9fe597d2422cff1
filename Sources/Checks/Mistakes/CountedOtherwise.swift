import Equations
import Tensors
import Terms

/// A CategoryEncoding that counts where it is to say which are there, or the other way round; or the share, the logarithm,
/// or the category beside (X9).
struct CountedOtherwise: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (_ term: Term) -> Term?)] = [
    ("1 for what is there, not how often", { .apply(Minimum(), [$0, 1]) }),
    ("the share of each, not how often", { $0 / $0(Reduce(.sum, axes: [-1], keepsAxes: true)) }),
    ("the logarithm of 1 + how often", { $0(Log1p()) }),
    (
      "how often, not 1 for what is there",
      { term in
        term.mapping(Reduce.self) { op, operands in
          guard op.kind == .max || op.kind == .any else { return nil }
          return operands.first.map {
            $0(Cast(.float32))(Reduce(.sum, axes: op.axes, keepsAxes: op.keepsAxes))
          }
        }
      }
    ),
    ("each category in the next one's place", { shifted($0, by: 1) }),
    ("each category in the place before", { shifted($0, by: -1) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    CountedOtherwise.ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.frames("CategoryEncoding"), .possible("X9").unpaired,
        "categories otherwise: \(title)"
      ) { draft in
        guard draft.name.ascii == "y", draft.term.shape.rank == 1, draft.term.shape.width > 1 else {
          return nil
        }
        return change(draft.term)
      }
    } + CountedOtherwise.binned(anatomy)
  }

  /// The bins of a Discretization counted otherwise.
  private static func binned(_ anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, change: @Sendable (_ i: Term, _ most: Double) -> Term)] = [
      ("one bin too low", { i, _ in .apply(Maximum(), [i - 1, 0]) }),
      ("one bin too high", { i, most in .apply(Minimum(), [i + 1, .number(most)]) }),
      ("counted from the highest down", { i, most in .number(most) - i }),
    ]
    return ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.frames("Discretization"), .possible("X9").unpaired, "the bins otherwise: \(title)"
      ) { draft in
        guard draft.name.ascii == "i", let bounds = draft.term.value("B") else { return nil }
        return change(draft.term, Double(bounds.shape.count))
      }
    }
  }

  /// The last axis turned on by one place.
  private static func shifted(_ term: Term, by step: Int) -> Term {
    let width = term.shape.width
    let cut = step > 0 ? width - 1 : 1
    let rank = term.shape.rank
    return .apply(
      Concatenate(),
      [term(Slice.last(cut..<width, rank: rank)), term(Slice.last(0..<cut, rank: rank))])
  }
}

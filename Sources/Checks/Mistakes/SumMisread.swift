import Equations
import Tensors
import Terms

/// `Σⱼ xⱼ·Wⱼ` that is not begun anew for each unit, that leaves the first or the last input out, or that is a mean (D26).
struct SumMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, change: @Sendable (_ x: Term, _ W: Term) -> Term?)] = [
    (
      "the sum not set to 0 before each unit: it goes on from the one before",
      { x, W in W.shape.width > 1 ? (x • W)(CumulativeSum()) : nil }
    ),
    (
      "the first input left out of the sum, as by a loop from 1 on",
      { x, W in SumMisread.product(x, W, 1..<W.shape[0]) }
    ),
    (
      "the last input left out of the sum, as by a loop to n − 1",
      { x, W in SumMisread.product(x, W, 0..<W.shape[0] - 1) }
    ),
    ("the mean over the inputs, not their sum", { x, W in x • W / .number(Double(W.shape[0])) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    let sums = SumMisread.ways.flatMap { title, change in
      SumMisread.slips(title, anatomy) { term in
        term.mapping(MatMul.self) { _, operands in
          guard operands.count == 2, let W = operands.last, W.shape.rank == 2, W.shape[0] > 1 else {
            return nil
          }
          return change(operands[0], W)
        }
      }
    }
    let withBias = SumMisread.slips(
      "the sum and its bias not set to 0 before each unit", anatomy
    ) { term in
      guard term.withoutBias != nil, term.shape.width > 1 else { return nil }
      return term(CumulativeSum())
    }
    return sums + withBias
  }

  private static func slips(
    _ title: String, _ anatomy: Anatomy, _ change: @escaping @Sendable (Term) -> Term?
  ) -> [Slip] {
    anatomy.inCalls(anatomy.dense, .known("D26").unpaired, title) { draft in
      draft.name.ascii == "z" ? change(draft.term) : nil
    }
  }

  /// `x·W` of some inputs alone.
  private static func product(_ x: Term, _ W: Term, _ inputs: Range<Int>) -> Term {
    x(Slice.last(inputs, rank: x.shape.rank))
      • W(Slice([.range(inputs.lowerBound, inputs.upperBound, step: nil)]))
  }
}

import Equations
import Tensors
import Terms

/// `a = relu(x) + α ⊙ relu(−x)` and other ways to take the α of PReLU (F13).
struct SlopesBelowMisread: Mistake {
  let isOfPredictionsAlone = true

  private static let ways:
    [(title: String, change: @Sendable (_ x: Term, _ alpha: Term) -> Term?)] = [
      ("α with the other sign", { x, alpha in x(Relu()) + alpha * (-x)(Relu()) }),
      (
        "the mean of all α",
        { x, alpha in x(Relu()) - alpha(Reduce(.mean)) * (-x)(Relu()) }
      ),
      (
        "the first α for all",
        { x, alpha in
          let first = alpha(Slice([Slice.Index](repeating: .at(0), count: alpha.shape.rank)))
          return x(Relu()) - first * (-x)(Relu())
        }
      ),
      ("α above 0, not below", { x, alpha in alpha * x(Relu()) - (-x)(Relu()) }),
      ("α everywhere", { x, alpha in alpha * x }),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    SlopesBelowMisread.ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.frames("PReLU"), .possible("F13").unpaired, "PReLU otherwise: \(title)"
      ) { draft in
        guard draft.name.ascii == "a", let x = draft.term.value("x"),
          let alpha = draft.term.value("alpha")
        else { return nil }
        return change(x, alpha)
      }
    }
  }
}

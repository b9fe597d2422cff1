import Equations
import Terms

/// `y = x/Σ|x|`, `x/max|x|` or `x/Σx²` where UnitNormalization divides by the length (N27).
struct UnitOtherwise: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, below: @Sendable (_ x: Term, _ axes: [Int]) -> Term)] =
    [
      ("the sum of |x|", { $0(Abs())(Reduce(.sum, axes: $1, keepsAxes: true)) }),
      ("the greatest |x|", { $0(Abs())(Reduce(.max, axes: $1, keepsAxes: true)) }),
      (
        "the sum of the squares, without root",
        { $0(Square())(Reduce(.sum, axes: $1, keepsAxes: true)) }
      ),
      ("the sum of x", { $0(Reduce(.sum, axes: $1, keepsAxes: true)) }),
    ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    UnitOtherwise.ways.flatMap { title, below in
      anatomy.inCalls(
        anatomy.frames("UnitNormalization"), .possible("N27").unpaired,
        "UnitNormalization otherwise: divided by \(title)"
      ) { draft in
        guard draft.name.ascii == "y", let x = draft.term.value("x"),
          let sum = draft.equations.term("s", of: draft.path),
          let axes = sum.axesOfSum
        else { return nil }
        return x / below(x, axes)
      }
    }
  }
}

extension Term {
  /// The axes that the first sum in it goes over.
  fileprivate var axesOfSum: [Int]? {
    var axes: [Int]?
    visit { part in
      if case .apply(let op, _) = part, let reduce = op as? Reduce, axes == nil {
        axes = reduce.axes
      }
    }
    return axes
  }
}

import Equations
import Terms

/// `√(mean(x²))` or `√(Σ x²)` of each window, or of all places: L2 pooling in the place of the mean or the greatest (C28).
struct PooledByLength: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.known("C28").unpaired
    let global = anatomy.calls.filter { $0.kind.hasPrefix("Global") }
    return [false, true].flatMap { isSum in
      let words = isSum ? "the root of the sum of the squares" : "the root of the mean square"
      let windows = anatomy.inCalls(anatomy.poolings, name, "\(words) of each window") { draft in
        draft.term.mapping(Pool.self) { op, operands in
          operands.first.flatMap { PooledByLength.length(op, $0, isSum: isSum) }
        }
      }
      let all = anatomy.inCalls(global, name, "\(words) over all places") { draft in
        guard draft.name.ascii == "y", !draft.term.contains(Divide.self) else { return nil }
        return draft.term.mapping(Reduce.self) { op, operands in
          operands.first.map {
            $0(Square())(Reduce(isSum ? .sum : .mean, axes: op.axes, keepsAxes: op.keepsAxes))(
              Sqrt())
          }
        }
      }
      return windows + all
    }
  }

  private static func length(_ op: Pool, _ x: Term, isSum: Bool) -> Term {
    let squares = x(Square())
    return (isSum ? op.sums(of: squares) : squares(op.averaging))(Sqrt())
  }
}

extension Pool {
  /// The mean over the same windows.
  var averaging: Pool {
    Pool(.avg, window: window, strides: sliding.strides, padding: sliding.padding)
  }

  /// The sum over the same windows, of what lies inside.
  func sums(of x: Term) -> Term {
    let count = Double(window.reduce(1, *))
    guard sliding.padding == .same else { return x(averaging) * .number(count) }
    let axes = PaddedAxis.axes(x.shape, window: window, sliding)
    let inside = x.padded(before: axes.map { $0.total / 2 }, axes) {
      $0(Pool(.avg, window: window, strides: sliding.strides, padding: .valid))
    }
    return (inside ?? x(averaging)) * .number(count)
  }
}

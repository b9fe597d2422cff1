import Equations
import Terms

/// The mean for the greatest of a window, or the other way round (C18), its sum (C22); the same of all places (C19).
struct PooledOtherwise: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let kinds: [Pool.Kind] = [.avg, .max]
    let windows = kinds.flatMap { kind in
      anatomy.inCalls(
        anatomy.poolings, .known("C18").unpaired,
        kind == .avg ? "average pooling for max pooling" : "max pooling for average pooling"
      ) { draft in
        draft.term.mapping(Pool.self) { op, operands in
          guard op.kind != kind else { return nil }
          return .apply(
            Pool(kind, window: op.window, strides: op.sliding.strides, padding: op.sliding.padding),
            operands)
        }
      }
    }
    let sums = anatomy.inCalls(
      anatomy.poolings, .possible("C22").unpaired, "the sum of each window, not its mean"
    ) { draft in
      draft.term.mapping(Pool.self) { op, operands in
        guard op.kind == .avg else { return nil }
        return Term.apply(op, operands) * .number(Double(op.window.reduce(1, *)))
      }
    }
    let global = anatomy.calls.filter { $0.kind.hasPrefix("Global") }
    let words: [(kind: Reduce.Kind, title: String)] = [
      (.mean, "the mean"), (.max, "the greatest"), (.sum, "the sum"),
    ]
    return windows + sums
      + words.flatMap { kind, title in
        anatomy.inCalls(
          global, .known("C19").unpaired, "\(title) over all places, not what the layer takes"
        ) { draft in
          guard draft.name.ascii == "y", !draft.term.contains(Divide.self) else { return nil }
          return draft.term.mapping(Reduce.self) { op, operands in
            guard op.kind != kind, let x = operands.first else { return nil }
            return x(Reduce(kind, axes: op.axes, keepsAxes: op.keepsAxes))
          }
        }
      }
  }
}

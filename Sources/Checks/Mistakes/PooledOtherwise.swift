import Equations
import Tensors
import Terms

/// The mean for the greatest of a window, or the other way round (C18), its sum (C22) or its least; the same of all
/// places, or one of them (C19).
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
      anatomy.poolings, .possible("C22").unpaired, "the sum of each window"
    ) { draft in
      draft.term.mapping(Pool.self) { op, operands in operands.first.map { op.sums(of: $0) } }
    }
    let least = anatomy.inCalls(
      anatomy.poolings, .possible("C18").unpaired, "the least of each window"
    ) { draft in
      draft.term.mapping(Pool.self) { op, operands in
        operands.first.map {
          -(-$0)(
            Pool(.max, window: op.window, strides: op.sliding.strides, padding: op.sliding.padding))
        }
      }
    }
    let global = anatomy.calls.filter { $0.kind.hasPrefix("Global") }
    let words: [(kind: Reduce.Kind, title: String)] = [
      (.mean, "the mean"), (.max, "the greatest"), (.sum, "the sum"),
      (.min, "the least"),
    ]
    let ends = [(0, "the first place alone"), (-1, "the last place alone")].flatMap {
      place, title in
      anatomy.inCalls(
        global, .possible("C19").unpaired, "\(title), not what the layer takes"
      ) { draft in
        guard draft.name.ascii == "y", !draft.term.contains(Divide.self) else { return nil }
        return draft.term.mapping(Reduce.self) { op, operands in
          guard let x = operands.first, let axes = op.axes, !op.keepsAxes,
            axes == Array(0..<axes.count), axes.count < x.shape.rank
          else { return nil }
          return x(Slice([Slice.Index](repeating: .at(place), count: axes.count)))
        }
      }
    }
    return windows + sums + least + ends
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

import Equations
import Tensors
import Terms

/// A convolution in groups whose groups are other channels than those that stand together, or that is none (C16).
struct GroupsConfused: Mistake {
  let isOfPredictionsAlone = true

  private typealias Change = @Sendable (_ op: Convolve, _ x: Term, _ W: Term) -> Term?

  func slips(in anatomy: Anatomy) -> [Slip] {
    let ways: [(title: String, change: Change)] = [
      (
        "of every n-th channel, not of neighbours",
        { op, x, W in .apply(op, [x.dealt(in: op.groups), W]) }
      ),
      (
        "of every n-th filter, not of neighbours",
        { op, x, W in
          Term.apply(op, [x, W.dealt(in: op.groups)]).dealt(in: W.shape.width / op.groups)
        }
      ),
      (
        "of every n-th channel and filter, not of neighbours",
        { op, x, W in
          Term.apply(op, [x.dealt(in: op.groups), W.dealt(in: op.groups)])
            .dealt(in: W.shape.width / op.groups)
        }
      ),
      (
        "ignored: each filter reads the first group alone",
        { op, x, W in op.whole(x, W) { $0[0] } }
      ),
      (
        "ignored: each filter reads the sum of the groups",
        { op, x, W in
          op.whole(x, W) { $0.dropFirst().reduce($0[0], +) }
        }
      ),
    ]
    return ways.flatMap { title, change in
      anatomy.inCalls(
        anatomy.convolutions, .possible("C16").unpaired, "groups \(title)"
      ) { draft in
        draft.term.mapping(Convolve.self) { op, operands in
          guard op.groups > 1, operands.count == 2 else { return nil }
          return change(op, operands[0], operands[1])
        }
      }
    }
  }
}

extension Convolve {
  /// One convolution without groups, over what `channels` makes of theirs.
  fileprivate func whole(_ x: Term, _ W: Term, _ channels: ([Term]) -> Term) -> Term {
    let parts = (0..<groups).map { x.part($0, of: groups) }
    return .apply(Convolve(rank: rank, sliding), [channels(parts), W])
  }
}

extension Term {
  /// The last axis with every `count`-th number together: 0, n, 2n, …, 1, n + 1, ….
  func dealt(in count: Int) -> Term {
    let width = shape.width
    guard count > 1, width % count == 0, width > count else { return self }
    let front = Array(shape.dims.dropLast())
    let split = self(Reshape(front + [width / count, count]))
    let order = Array(0..<front.count) + [front.count + 1, front.count]
    return split(Permute(order))(Reshape(front + [width]))
  }
}

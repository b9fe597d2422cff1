import Equations
import Tensors
import Terms

/// The median of each window, or of all places, where a pooling takes the mean or the greatest (C27).
struct PooledByMedian: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let name = MistakeName.known("C27").unpaired
    let windows = anatomy.inCalls(anatomy.poolings, name, "the median of each window") { draft in
      draft.term.mapping(Pool.self) { op, operands in
        operands.first.flatMap { WindowElements(op, of: $0) }.flatMap { elements in
          PooledByMedian.median(elements, draft.equations)
        }
      }
    }
    let global = anatomy.calls.filter { $0.kind.hasPrefix("Global") }
    let all = anatomy.inCalls(global, name, "the median of all places") { draft in
      guard draft.name.ascii == "y", !draft.term.contains(Divide.self) else { return nil }
      return draft.term.mapping(Reduce.self) { op, operands in
        guard let x = operands.first, let axes = op.axes, !op.keepsAxes,
          axes == Array(0..<axes.count), axes.count == x.shape.rank - 1
        else { return nil }
        let count = x.shape.dims.dropLast().reduce(1, *)
        let sorted = x(Reshape([count, x.shape.width]))(Sort(axis: 0))
        return count > 0
          ? (sorted(Slice([.at((count - 1) / 2)])) + sorted(Slice([.at(count / 2)]))) / 2 : nil
      }
    }
    return windows + all
  }

  /// The mean of the two in the middle of those that lie inside.
  private static func median(_ elements: WindowElements, _ equations: Equations) -> Term? {
    let sorted = elements.numbers(Sort(axis: 0))
    let length = sorted.shape[0]
    if elements.counts.allSatisfy({ $0 == length }) {
      return (sorted(Slice([.at((length - 1) / 2)])) + sorted(Slice([.at(length / 2)]))) / 2
    }
    let shape = Shape([length] + elements.places + [1])
    let shares = (0..<length).flatMap { place -> [Double] in
      elements.counts.map { PooledByMedian.share(of: place, among: $0) }
    }
    guard let middle = try? equations.constant("middle", shape, .float32, { shares }) else {
      return nil
    }
    return Term.select(.apply(Greater(), [middle, 0]), sorted * middle, 0)(
      Reduce(.sum, axes: [0]))
  }

  /// What the number of a place in the order has of the median of so many.
  private static func share(of place: Int, among count: Int) -> Double {
    guard count > 0 else { return 0 }
    let low = (count - 1) / 2 == place ? 0.5 : 0
    let high = count / 2 == place ? 0.5 : 0
    return low + high
  }
}

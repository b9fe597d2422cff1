import Tensors
import Terms

/// Activations that are operations alone.
extension OperationRules {
  static let activations = [
    OperationRule(tf: ["crelu"]) { call in
      let x = try call.operands(["features"])[0]
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: x.shape.rank)
      return .apply(Concatenate(axis: axis), [x(Relu()), (-x)(Relu())])
    },
    OperationRule("Celu") { call in
      let x = try call.realX()
      let alpha = try call.number("alpha") ?? 1
      return .maximum(x, 0) + .minimum(.number(alpha) * (x / .number(alpha))(Expm1()), 0)
    },
    OperationRule("HardShrink") { call in
      let x = try call.realX()
      let threshold = try call.number("threshold") ?? 0.5
      return .select(.apply(Greater(), [x(Abs()), .number(threshold)]), x, 0)
    },
    OperationRule("SoftShrink") { call in
      let x = try call.realX()
      let limit = try call.number("threshold") ?? 0.5
      let threshold = Term.number(limit)
      guard limit >= 0 else {
        // Where both hold, the first counts.
        let low = Term.select(.apply(Less(), [x, -threshold]), x + threshold, 0)
        return .select(.apply(Greater(), [x, threshold]), x - threshold, low)
      }
      let shrunk = Term.maximum(x(Abs()) - threshold, 0)
      return x(Sign()) * shrunk
    },
    OperationRule("Squareplus") { call in
      let x = try call.realX()
      return (x + (x(Square()) + .number(try call.number("b") ?? 4))(Sqrt())) / 2
    },
    OperationRule("Threshold") { call in
      let x = try call.realX()
      let limit = try call.number("threshold") ?? 0
      let other = try call.number("default_value") ?? 0
      return .select(.apply(Greater(), [x, .number(limit)]), x, .number(other))
    },
    OperationRule("Glu") { call in
      let x = try call.realX()
      let rank = x.shape.rank
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: rank) + rank
      let half = x.shape[axis] / 2
      func part(_ range: Range<Int>) -> Term {
        x(
          Slice(
            [Slice.Index](repeating: .all, count: axis)
              + [.range(range.lowerBound, range.upperBound, step: nil)]))
      }
      guard x.shape[axis] % 2 == 0 else { throw call.misuse("of an odd length") }
      return part(0..<half) * part(half..<2 * half)(Sigmoid())
    },
  ]
}

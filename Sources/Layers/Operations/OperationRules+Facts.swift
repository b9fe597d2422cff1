import Equations
import Tensors
import Terms

/// What is asked of every number, and numbers in steps.
extension OperationRules {
  static let facts = [
    OperationRule("Angle", tf: ["angle"]) { call in
      let x = call.real(try call.operands(["x", "input"])[0])
      return Term.select(.apply(Less(), [x, 0]), .number(.pi), 0)(Cast(call.dtype(of: x)))
    },
    OperationRule("Imag", tf: ["imag"]) { call in
      let x = try call.operands(["x", "input"])[0]
      return try call.eq.constant("zeros", x.shape, call.dtype(of: x), repeating: 0)
    },
    OperationRule("Isreal") { call in
      try call.eq.constant("ones", call.x().shape, .bool, repeating: 1)
    },
    OperationRule("IsIn") { call in
      guard case .tensor(let signal)? = call.argument(["x1"], at: 0),
        let given = call.argument(["x2"], at: 1)
      else { throw call.misuse("of other operands than a tensor and numbers is not supported") }
      _ = try call.flag("assume_unique")
      let x = signal.term
      let one =
        given.decimal.map { Tensor([1], .float32, [$0]) }
        ?? given.wholeNumber.map {
          Tensor([1], .int32, [Double($0)])
        }
      guard let array = one ?? call.array(given, beside: nil), array.count > 0,
        let row = array.reshaped([array.count])
      else { throw call.misuse("among \(given.text) is not supported") }
      let c = call.eq.constant("c", row)
      let isThere = Term.apply(Equal(), [x(Reshape(x.shape.dims + [1])), c])(
        Reduce(.any, axes: [-1]))
      return try call.flag("invert") ? isThere(LogicalNot()) : isThere
    },
    OperationRule("Ldexp") { call in
      let operands = try call.pair()
      let x = operands[0].isNumber ? operands[0] : call.real(operands[0])
      let y = operands[1].isNumber ? operands[1] : operands[1](Cast(call.dtype(of: x)))
      let isKept = Term.apply(
        LogicalOr(), [.apply(Equal(), [x(Abs()), .number(.infinity)]), .apply(Equal(), [x, 0])])
      return .select(isKept, x, x * .apply(Power(), [2, y]))
    },
    OperationRule("Nanargmax") { try $0.placeWithoutNaN(.argmax) },
    OperationRule("Nanargmin") { try $0.placeWithoutNaN(.argmin) },
    OperationRule("Linspace", tf: ["linspace", "linspace_nd"]) { call in
      let operands = try call.operands(["start"], ["stop"])
      let count = try call.integer("num") ?? 50
      guard try call.flag("endpoint", default: true), try !call.flag("retstep"),
        (2...1024).contains(count),
        operands.allSatisfy({ $0.isNumber || call.dtype(of: $0).isFloat })
      else { throw call.misuse("with these settings is not supported") }
      guard let shape = operands.map(\.shape).max(by: { $0.rank < $1.rank }),
        operands.allSatisfy({ $0.isNumber || $0.shape == shape })
      else { throw call.misuse("between tensors of unlike shapes is not supported") }
      let axis = try call.axis(try call.integer("axis") ?? 0, rank: shape.rank + 1)
      let (place, rank) = (axis + shape.rank + 1, shape.rank + 1)
      let lifted = operands.map { term in
        term.isNumber ? term : term(Reshape(term.shape.inserting(1, at: place).dims))
      }
      let steps = try call.eq.constant(
        "i", Shape((0..<rank).map { $0 == place ? count - 1 : 1 }), call.dtype(of: operands[0])
      ) { (0..<count - 1).map(Double.init) }
      let width = (lifted[1] - lifted[0]) / .number(Double(count - 1))
      // The last one is the end itself, whatever the steps round to.
      return .apply(Concatenate(axis: axis), [lifted[0] + width * steps, lifted[1]])
    },
    OperationRule("ExtractSequences", tf: ["signal.frame"]) { call in
      let x = try call.operands(["x", "signal"])[0]
      try call.without("pad_end")
      _ = try call.number("pad_value")
      guard try call.integer("axis") ?? -1 == -1, x.shape.rank >= 1,
        let length = try call.integer("sequence_length", "frame_length"), length > 0,
        let stride = try call.integer("sequence_stride", "frame_step"), stride > 0,
        length <= x.shape.width
      else { throw call.misuse("of \(x.shape) is not supported") }
      let count = (x.shape.width - length) / stride + 1
      guard count <= 1024 else { throw call.misuse("in \(count) parts is not supported") }
      let rank = x.shape.rank
      let parts = (0..<count).map { part in
        x(Slice.last(part * stride..<part * stride + length, rank: rank))(
          Reshape(Array(x.shape.dims.dropLast()) + [1, length]))
      }
      return parts.count == 1 ? parts[0] : .apply(Concatenate(axis: -2), parts)
    },
  ]
}

extension OperationCall {
  /// Where the greatest or the least stands that is no NaN; −1 where all are.
  fileprivate func placeWithoutNaN(_ kind: Reduce.Kind) throws -> Term {
    let x = try x()
    guard let one = try integer("axis") else { throw misuse("over all axes mixes samples") }
    let axis = try axis(one, rank: x.shape.rank)
    let keeps = try flag("keepdims")
    let place = Reduce(kind, axes: [axis], keepsAxes: keeps)
    guard dtype(of: x).isFloat else { return x(place)(Cast(.int32)) }
    let least = Term.number(kind == .argmax ? -.infinity : .infinity)
    let isNone = x(IsNaN())(Reduce(.all, axes: [axis], keepsAxes: keeps))
    let found = Term.select(x(IsNaN()), least, try belowZero(x))(place)(Cast(.int32))
    return .select(isNone, -1, found)
  }
}

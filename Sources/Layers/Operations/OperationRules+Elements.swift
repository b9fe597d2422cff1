import Equations
import Tensors
import Terms

/// Further functions of numbers in the same place, and sums of neighbours.
extension OperationRules {
  static let elements = [
    OperationRule("Arcsin", tf: ["asin"]) { try $0.realX()(Arcsin()) },
    OperationRule("Arccos", tf: ["acos"]) { try $0.realX()(Arccos()) },
    OperationRule("Arctan", tf: ["atan"]) { try $0.realX()(Arctan()) },
    OperationRule("Arctan2", tf: ["atan2"]) { call in
      // TensorFlow calls the height y and the breadth x.
      let operands = try call.arrayPair(["x1", "y"], ["x2", "x"])
      return .apply(Arctan2(), operands.map { $0.isNumber ? $0 : call.real($0) })
    },
    OperationRule("Erfc", tf: ["erfc"]) { try $0.realX()(Erfc()) },
    OperationRule("Cbrt") { call in
      let x = try call.realX()
      return x(Sign()) * .apply(Power(), [x(Abs()), .number(1.0 / 3)])
    },
    OperationRule("I0") { call in
      let x = try call.realX()
      guard call.dtype(of: x) != .float64 else {
        throw call.misuse("of float64 is not supported")
      }
      // (x²/4)ᵏ/k!², of which 120 are enough for all that float32 holds.
      let wide = call.dtype(of: x) == .float32 ? x : x(Cast(.float32))
      let squares = try call.eq.constant("k2", [120], .float32) {
        (1...120).map { Double($0 * $0) }
      }
      let ratios = wide(Square())(Reshape(x.shape.dims + [1])) / 4 / squares
      let terms = try call.eq("t", ratios(CumulativeProduct()), "the terms of the series")
      let sum = 1 + terms(Reduce(.sum, axes: [-1]))
      return call.dtype(of: x) == .float32 ? sum : sum(Cast(call.dtype(of: x)))
    },
    OperationRule("Sinc") { call in
      let x = try call.realX()
      let angle = x * .number(.pi)
      return .select(.apply(Equal(), [x, 0]), 1, angle(Sin()) / angle)
    },
    OperationRule("Heaviside") { call in
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      let x = operands[0]
      return .select(
        .apply(Less(), [x, 0]), 0, .select(.apply(Greater(), [x, 0]), 1, operands[1]))
    },
    OperationRule("Signbit") { call in
      let x = try call.x()
      // 1/−0 is −∞.
      let isBelow = Term.apply(Less(), [x, 0])
      guard call.dtype(of: x).isFloat else { return isBelow }
      return .select(.apply(Equal(), [x, 0]), .apply(Less(), [1 / x, 0]), isBelow)
    },
    OperationRule("Ldexp") { call in
      let operands = try call.pair()
      let x = operands[0].isNumber ? operands[0] : call.real(operands[0])
      let y = operands[1].isNumber ? operands[1] : operands[1](Cast(call.dtype(of: x)))
      let isKept = Term.apply(
        LogicalOr(), [.apply(Equal(), [x(Abs()), .number(.infinity)]), .apply(Equal(), [x, 0])])
      return .select(isKept, x, x * .apply(Power(), [2, y]))
    },
    OperationRule("Nextafter") { call in
      // Keras steps to the next float64, and rounds that back to float32: to x itself.
      let operands = try call.pair().map { $0.isNumber ? $0 : call.real($0) }
      let (x, y) = (operands[0], operands[1])
      guard !x.isNumber, call.dtype(of: x) == .float32 else {
        throw call.misuse("of other numbers than float32 is not supported")
      }
      return .select(y(IsNaN()), .number(.nan), x)
    },
    OperationRule("Fmod") { call in
      let operands = try call.arrayPair()
      try call.refuseZero(operands[1], beside: operands[0])
      // The least number of a format has no other without its sign.
      let sizes = operands.map { $0.isNumber ? $0(Abs()) : call.wrapped($0(Abs())) }
      return call.wrapped(operands[0](Sign()) * .apply(Modulo(), sizes))
    },
    OperationRule(tf: ["truncatemod"]) { call in
      let operands = try call.pair()
      try call.refuseZero(operands[1], beside: operands[0])
      let sizes = operands.map { $0.isNumber ? $0(Abs()) : call.wrapped($0(Abs())) }
      return call.wrapped(operands[0](Sign()) * .apply(Modulo(), sizes))
    },
    OperationRule(tf: ["xdivy"]) { call in
      let operands = try call.pair()
      let isZero = Term.apply(Equal(), [operands[0], 0])
      return .select(isZero, 0, operands[0] / .select(isZero, 1, operands[1]))
    },
    OperationRule("Logaddexp2") { call in
      let operands = try call.arrayPair().map { $0.isNumber ? $0 : call.real($0) }
      let isWide = operands.contains { call.dtype(of: $0) == .float64 }
      let ln2 = Term.pythonFloat(
        0.693147180559945309417, beside: isWide ? .float64 : .float32)
      let gap = (operands[0] - operands[1])(Abs())
      return .maximum(operands[0], operands[1]) + (-gap * ln2)(Exp())(Log1p()) / ln2
    },
    OperationRule("Isclose") { call in
      let operands = try call.arrayPair()
      let takesNaN = try call.flag("equal_nan")
      let limits = try [call.argument(["rtol"], at: 2), call.argument(["atol"], at: 3)].map {
        limit in
        guard let limit else { return Double?.none }
        guard let number = limit.plainNumber else {
          throw call.misuse("within \(limit.text) is not supported")
        }
        return number
      }
      let (relative, absolute) = (limits[0] ?? 1e-5, limits[1] ?? 1e-8)
      guard operands.contains(where: { !$0.isNumber && call.dtype(of: $0).isFloat }) else {
        return .apply(Equal(), operands)
      }
      let most = Term.number(absolute) + Term.number(relative) * operands[1](Abs())
      let isNear = Term.apply(LessEqual(), [(operands[0] - operands[1])(Abs()), most])
      guard takesNaN else { return isNear }
      let areNaN = Term.apply(LogicalAnd(), operands.map { $0(IsNaN()) })
      return .apply(LogicalOr(), [isNear, areNaN])
    },
    OperationRule("Sparsemax") { call in
      let x = try call.realX()
      let axis = try call.axis(try call.integer("axis") ?? -1, rank: x.shape.rank)
      return x(KerasSparsemax(axis: axis))
    },
    OperationRule("SaturateCast", tf: ["dtypes.saturate_cast"]) { try $0.saturated() },
    OperationRule("Select") { try $0.selected() },
    OperationRule("Diff") { try $0.differences() },
    OperationRule("Trapezoid") { call in
      let y = try call.realX()
      let axis = try call.place(y, default: -1)
      let length = y.shape[axis]
      guard length > 0 else { throw call.misuse("of nothing") }
      let heights = call.stretch(y, axis, 1, length) + call.stretch(y, axis, 0, length - 1)
      let halves = Term.number(0.5) * heights
      let width = try call.number("dx") ?? 1
      guard let given = call.argument(["x"]) else {
        return (halves * .number(width))(Reduce(.sum, axes: [axis]))
      }
      guard let places = call.array(given, beside: .float32), places.shape == [length],
        axis == y.shape.rank - 1, length > 1
      else {
        throw call.misuse("over places \(given.text), which are no vector along the last axis")
      }
      let dtype = call.dtype(of: y)
      let numbers = places.elements.map(dtype.rounded)
      let widths = zip(numbers.dropFirst(), numbers).map { dtype.rounded($0 - $1) }
      let d = call.eq.constant("d", Tensor([length - 1], dtype, widths))
      return (halves * d)(Reduce(.sum, axes: [axis]))
    },
    OperationRule("TakeAlongAxis") { try $0.takenAlong() },
  ]
}

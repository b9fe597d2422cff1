import Equations
import Tensors
import Terms

/// Functions that TensorFlow has and Keras 3 has not.
extension OperationRules {
  static let tensorFlowOnly = [
    OperationRule(tf: ["reciprocal_no_nan"]) { call in
      let x = call.real(try call.x())
      // The slope of what is not chosen is none either.
      let isZero = Term.apply(Equal(), [x, 0])
      return .select(isZero, 0, 1 / .select(isZero, 1, x))
    },
    OperationRule(tf: ["xlogy"]) { call in
      let operands = try call.pair()
      let isZero = Term.apply(Equal(), [operands[0], 0])
      return .select(isZero, 0, operands[0] * Term.select(isZero, 1, operands[1])(Log()))
    },
    OperationRule(tf: ["xlog1py"]) { call in
      let operands = try call.pair()
      let isZero = Term.apply(Equal(), [operands[0], 0])
      return .select(isZero, 0, operands[0] * Term.select(isZero, 0, operands[1])(Log1p()))
    },
    OperationRule(tf: ["truncatediv"]) { call in
      let operands = try call.pair()
      let own = operands.filter { !$0.isNumber }.map(call.dtype(of:)).first ?? .float32
      if own.isFloat {
        guard operands.allSatisfy({ $0.value?.isBatched == true }) else {
          // Its graphs are made of products with 1/n then, which cut nothing.
          throw call.misuse(
            "of fractions by a number is not supported: TensorFlow cuts nothing in predict(), and does in a call"
          )
        }
        let quotient = operands[0] / operands[1]
        return quotient(Sign()) * quotient(Abs())(Floor())
      }
      try call.refuseZero(operands[1])
      let wide = operands.map { $0.isNumber ? $0 : $0(Cast(.float64)) }
      let quotient = wide[0] / wide[1]
      return (quotient(Sign()) * quotient(Abs())(Floor()))(Cast(own))
    },
    OperationRule(tf: ["searchsorted"]) { try $0.placesAmongSorted() },
    OperationRule(tf: ["realdiv"]) { call in
      let operands = try call.pair()
      guard operands.allSatisfy({ $0.isNumber || call.dtype(of: $0).isFloat }) else {
        throw call.misuse("of whole numbers is not supported: TensorFlow ends with an error")
      }
      return operands[0] / operands[1]
    },
    OperationRule(tf: ["clip_by_norm"]) { call in
      let x = try call.operands(["t"])[0]
      guard let most = call.argument(["clip_norm"], at: 1)?.plainNumber,
        let given = call.argument(["axes"], at: 2)
      else { throw call.misuse("over all axes mixes samples") }
      let list: [Argument<Signal>] = if case .list(let list) = given { list } else { [given] }
      let axes = try list.compactMap(\.wholeNumber).map { try call.axis($0, rank: x.shape.rank) }
      guard axes.count == list.count, !axes.isEmpty else {
        throw call.misuse("over all axes mixes samples")
      }
      let squares = x(Square())(Reduce(.sum, axes: axes, keepsAxes: true))
      let isLong = Term.apply(Greater(), [squares, 0])
      let length = Term.select(isLong, Term.select(isLong, squares, 1)(Sqrt()), squares)
      return (x * .number(most)) / .maximum(length, .number(most))
    },
    OperationRule(tf: ["diag"]) { call in
      let x = try call.operands(["diagonal"])[0]
      for name in ["k", "padding_value"] { try call.expect(name, 0) }
      for name in ["num_rows", "num_cols"] { try call.expect(name, -1) }
      _ = call.argument(["align"])
      guard x.shape.rank >= 1, x.shape.width <= 1024 else { throw call.misuse("mixes samples") }
      let n = x.shape.width
      let m = try call.identity(n, dtype: .bool, as: "m")
      return .select(m, x(Reshape(x.shape.dims + [1])), 0)
    },
    OperationRule(tf: ["sequence_mask"]) { call in
      guard case .tensor(let signal)? = call.argument(["lengths"], at: 0),
        let given = call.argument(["maxlen"], at: 1)
      else { throw call.misuse("as long as the longest sample is not supported") }
      let lengths = try call.lengths(given, "maxlen")
      guard lengths.count == 1, let most = lengths[0].known, (1...1 << 20).contains(most) else {
        throw call.misuse("to \(OperationCall.text(lengths)) mixes samples")
      }
      let places = try call.eq.constant("c", [most], .int32) { (0..<most).map(Double.init) }
      // Lengths are cut to whole numbers, as the places that they are compared with.
      let isWhole = !call.dtype(of: signal.term).isFloat
      let whole = isWhole ? signal.term : signal.term(Cast(.int32))
      let ends = whole(Reshape(whole.shape.dims + [1]))
      let isWithin = Term.apply(Less(), [places, ends])
      let dtype = try call.dtype() ?? .bool
      return dtype == .bool ? isWithin : isWithin(Cast(dtype))
    }
    .being(.takesLengths),
  ]
}

import Equations
import Tensors
import Terms

/// Operations on the order of numbers along an axis, and on what runs up along one.
extension OperationRules {
  static let order = [
    OperationRule("Sort", tf: ["sort"]) { call in
      let x = try call.x()
      let axis = try call.orderAxis(of: x)
      let y = x(Sort(axis: axis))
      return try call.isFalling() ? y(Flip(axis: axis)) : y
    },
    OperationRule("Argsort", tf: ["argsort"]) { call in
      let x = try call.x()
      _ = try call.flag("stable")
      let axis = try call.orderAxis(of: x)
      return try call.isFalling() ? call.places(of: x, axis) : x(ArgSort(axis: axis))
    },
    OperationRule.several("TopK", tf: ["top_k"]) { try $0.greatest() },
    OperationRule("Cumsum", tf: ["cumsum"]) { try $0.running(from: 0) { CumulativeSum(axis: $0) } },
    OperationRule("Cumprod", tf: ["cumprod"]) { call in
      try call.running(from: 1) { CumulativeProduct(axis: $0) }
    },
    OperationRule("Nancumsum") { call in
      try call.running(from: 0, of: call.finite(nan: 0)) { CumulativeSum(axis: $0) }
    },
    OperationRule("Nancumprod") { call in
      try call.running(from: 1, of: call.finite(nan: 1)) { CumulativeProduct(axis: $0) }
    },
    OperationRule("InTopK", tf: ["in_top_k"]) { call in
      // TensorFlow's older function has them the other way round.
      let names = [["targets"], ["predictions"]]
      let operands = try call.given(call.isTensorFlow ? names.reversed() : names)
      guard case .tensor(let targets) = operands[call.isTensorFlow ? 1 : 0],
        case .tensor(let predictions) = operands[call.isTensorFlow ? 0 : 1],
        predictions.term.shape.rank == 1, targets.term.shape.rank == 0,
        let k = try call.integer("k")
      else { throw call.misuse("of other operands than a class and a vector is not supported") }
      let x = predictions.term
      let classes = try call.eq.constant("c", x.shape, .int32) {
        (0..<x.shape.count).map(Double.init)
      }
      let isTarget = Term.apply(Equal(), [classes, targets.term])
      let own = Term.select(isTarget, x, 0)(Reduce(.sum))
      let above = Term.apply(Greater(), [x, own])(Cast(.int32))(Reduce(.sum))
      // Where one is no number, or infinite, there is no list, nor is a class in it that is not there.
      let isFinite = Term.apply(Less(), [x(Abs()), .number(.infinity)])(Reduce(.all))
      let isKnown = Term.apply(LogicalAnd(), [isTarget(Reduce(.any)), isFinite])
      return .apply(LogicalAnd(), [isKnown, .apply(Less(), [above, .number(Double(k))])])
    },
    OperationRule("Median") { try $0.quantile(0.5) },
    OperationRule("Quantile") { call in
      try call.quantile(Double(Float(try call.share())))
    },
    OperationRule("Percentile") { call in
      try call.quantile(Double(Float(try call.share()) / 100))
    },
    OperationRule("Nanmedian") { try $0.nanQuantile(0.5) },
    OperationRule("Nanquantile") { call in
      try call.nanQuantile(Double(Float(try call.share())))
    },
    OperationRule("Nanpercentile") { call in
      try call.nanQuantile(Double(Float(try call.share()) / 100))
    },
    OperationRule("Digitize") { call in
      let operands = try call.operands(["x"], ["bins"])
      return try call.counted(operands[1], upTo: operands[0])
    },
  ]
}

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
    OperationRule("Median") { try $0.quantile(0.5) },
    OperationRule("Quantile") { call in
      try call.quantile(Double(Float(try call.share())))
    },
    OperationRule("Percentile") { call in
      try call.quantile(Double(Float(try call.share()) / 100))
    },
    OperationRule("Digitize") { call in
      let operands = try call.operands(["x"], ["bins"])
      return try call.counted(operands[1], upTo: operands[0])
    },
  ]
}

import Equations

/// Operations that make one number of many, along axes of a sample.
extension OperationRules {
  static let reductions = [
    OperationRule("Any", tf: ["reduce_any"]) { try $0.reduced(.any) },
    OperationRule("All", tf: ["reduce_all"]) { try $0.reduced(.all) },
    OperationRule("Sum", tf: ["reduce_sum"]) { try $0.reduced(.sum) },
    OperationRule("Mean", tf: ["reduce_mean"]) { try $0.reduced(.mean) },
    OperationRule("Prod", tf: ["reduce_prod"]) { try $0.reduced(.prod) },
    OperationRule("Max", "Amax", tf: ["reduce_max"]) { try $0.reduced(.max) },
    OperationRule("Min", "Amin", tf: ["reduce_min"]) { try $0.reduced(.min) },
    OperationRule("Argmax", tf: ["argmax"]) { try $0.reduced(.argmax) },
    OperationRule("Argmin", tf: ["argmin"]) { try $0.reduced(.argmin) },
    OperationRule("Matmul", tf: ["matmul"]) { call in
      var operands = try call.operands(2)
      if call.flag("transpose_a") { operands[0] = try call.turned(operands[0]) }
      if call.flag("transpose_b") { operands[1] = try call.turned(operands[1]) }
      return operands[0] • operands[1]
    },
  ]
}

extension OperationCall {
  fileprivate func reduced(_ kind: Reduce.Kind) throws -> Term {
    let x = try x()
    let axes = try axes(rank: x.shape.rank)
    return x(Reduce(kind, axes: axes, keepsAxes: flag("keepdims")))
  }

  /// The last two axes exchanged.
  fileprivate func turned(_ x: Term) throws -> Term {
    let rank = x.shape.rank
    guard rank >= 2 else { throw misuse("transposes a vector") }
    return x(Permute(Array(0..<rank - 2) + [rank - 1, rank - 2]))
  }
}

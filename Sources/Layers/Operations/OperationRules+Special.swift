import Equations
import Tensors
import Terms

/// Special functions, as series that are right to the last digits of double precision, and rounded in the end.
extension OperationRules {
  static let special = [
    OperationRule(tf: ["lgamma"]) { call in
      try call.inDouble(try call.realX()) { try GammaFunctions.logarithm(of: $0, call.eq) }
    },
    OperationRule(tf: ["digamma"]) { call in
      try call.inDouble(try call.realX()) { try GammaFunctions.digamma(of: $0, call.eq) }
    },
    OperationRule(tf: ["lbeta"]) { call in
      let x = call.real(try call.x())
      guard x.shape.rank >= 1 else { throw call.misuse("of one number a sample mixes samples") }
      return try call.inDouble(x) { x in
        let parts = try call.eq(
          "l_each", try GammaFunctions.logarithm(of: x, call.eq), "ln Γ of each")
        let sum = try call.eq("x_sum", x(Reduce(.sum, axes: [-1])), "their sum")
        return parts(Reduce(.sum, axes: [-1])) - (try GammaFunctions.logarithm(of: sum, call.eq))
      }
    },
    OperationRule(tf: ["zeta"]) { call in
      let operands = try call.operands(["x"], ["q"]).map { $0.isNumber ? $0 : call.real($0) }
      return try call.inDouble(operands[1]) { q in
        call.remark = HurwitzZeta.remark
        let s = operands[0].isNumber ? operands[0] : operands[0](Cast(.float64))
        return try HurwitzZeta.of(s, q, call.eq)
      }
    },
    OperationRule(tf: ["polygamma"]) { call in
      guard let order = call.argument(["a"], at: 0)?.plainNumber, order >= 0, order <= 64,
        order == order.rounded()
      else {
        throw call.misuse("of another order than a whole number from 0 to 64 is not supported")
      }
      guard case .tensor(let signal)? = call.argument(["x"], at: 1) else {
        throw call.misuse("of no tensor")
      }
      return try call.inDouble(call.real(signal.term)) { x in
        guard order > 0 else { return try GammaFunctions.digamma(of: x, call.eq) }
        call.remark = HurwitzZeta.remark
        let factor = (1...Int(order)).reduce(-1.0) { $0 * -Double($1) }
        return .number(factor) * (try HurwitzZeta.of(.number(order + 1), x, call.eq))
      }
    },
    OperationRule(tf: ["bessel_i0"]) { try $0.bessel(0, isScaled: false) },
    OperationRule(tf: ["bessel_i0e"]) { try $0.bessel(0, isScaled: true) },
    OperationRule(tf: ["bessel_i1"]) { try $0.bessel(1, isScaled: false) },
    OperationRule(tf: ["bessel_i1e"]) { try $0.bessel(1, isScaled: true) },
  ]
}

extension OperationCall {
  /// What is made of a tensor in double precision, rounded to its own format.
  func inDouble(_ x: Term, _ make: (Term) throws -> Term) throws -> Term {
    let own = dtype(of: x)
    guard own != .float64 else { return try make(x) }
    return try make(try eq("x_64", x(Cast(.float64)), "in double precision"))(Cast(own))
  }

  fileprivate func bessel(_ order: Int, isScaled: Bool) throws -> Term {
    try inDouble(try realX()) { try BesselFunctions.of($0, order, isScaled: isScaled, eq) }
  }
}

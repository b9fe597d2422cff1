import Terms

/// Hyperbolic functions and their inverses, and the tangent.
extension OperationRules {
  static let hyperbolic = [
    OperationRule("Sinh", tf: ["sinh"]) { call in
      let x = try call.realX()
      return (x(Expm1()) - (-x)(Expm1())) / 2
    },
    OperationRule("Cosh", tf: ["cosh"]) { call in
      let x = try call.realX()
      return (x(Exp()) + (-x)(Exp())) / 2
    },
    OperationRule("Tan", tf: ["tan"]) { call in
      let x = try call.realX()
      return x(Sin()) / x(Cos())
    },
    OperationRule("Arcsinh", tf: ["asinh"]) { call in
      let x = try call.realX()
      let square = x(Square())
      return x(Sign()) * (x(Abs()) + square / (1 + (1 + square)(Sqrt())))(Log1p())
    },
    OperationRule("Arctanh", tf: ["atanh"]) { call in
      let x = try call.realX()
      return (x(Log1p()) - (-x)(Log1p())) / 2
    },
    OperationRule("Arccosh", tf: ["acosh"]) { call in
      let x = try call.realX()
      return (x + ((x - 1)(Sqrt()) * (x + 1)(Sqrt())))(Log())
    },
  ]
}

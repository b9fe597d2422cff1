import Equations
import Tensors
import Terms

/// Complex parts of real numbers.
extension OperationRules {
  static let complex = [
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
  ]
}

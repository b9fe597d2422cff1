import Equations
import Tensors
import Terms

/// Eigenvalues and singular values, and what is made of them whatever the signs of their vectors are.
extension OperationRules {
  static let decompositions = [
    OperationRule("Eigh", tf: ["eigh"]) { call in
      let reason = "the signs of eigenvectors are no formula's"
      guard call.call.outputsRead?.contains(1) != true else {
        throw call.misuse("is computed of its eigenvalues alone: \(reason)")
      }
      call.eq.leaveOut(output: 1, reason)
      return try call.eigenvalues(try call.operands(["x", "tensor"])[0])
    },
    OperationRule(tf: ["eigvalsh"]) { try $0.eigenvalues(try $0.operands(["tensor"])[0]) },
    OperationRule("SVD", tf: ["svd"]) { call in
      _ = try call.flag("full_matrices")
      guard try !call.flag("compute_uv", default: true) else {
        throw call.misuse(
          "is computed with compute_uv=False alone: the signs of singular vectors are no formula's")
      }
      return try call.singularValues(try call.operands(["x", "tensor"])[0])
    },
    OperationRule("MatrixRank", tf: ["matrix_rank"]) { call in
      let A = call.real(try call.operands(["x", "a"])[0])
      let values = try call.eq("sigma", call.singularValues(A), "the singular values")
      let own = call.epsilon(of: A) * Double(A.shape.dims.max() ?? 1)
      let least =
        try call.number("tol").map(Term.number) ?? values(Reduce(.max)) * .number(own)
      return Term.apply(Greater(), [values, least])(Cast(.int32))(Reduce(.sum))
    },
    OperationRule("Pinv", tf: ["pinv"]) { call in
      try call.without("validate_args")
      let given = call.real(try call.operands(["x", "a"])[0])
      let (A, isTransposed) = try call.flat(given)
      let turned = try call.turned(A, keepsTurns: true)
      let share =
        try call.number("rcond")
        ?? 10 * call.epsilon(of: A) * Double(given.shape.dims.max() ?? 1)
      let values = try call.eq("sigma", turned.values, "the singular values, in no order")
      let isKept = try call.eq(
        "kept",
        call.column(.apply(Greater(), [values, values(Reduce(.max)) * .number(share)])),
        "which are not next to nothing beside the greatest")
      let inverse = Term.select(
        isKept, turned.W / (Term.select(isKept, turned.squares, 1) * turned.scale), 0)
      guard let K = turned.K else { throw call.misuse("is not known") }
      // A = Kᵀ·W, so that its inverse is (W/d)ᵀ·K.
      let y = inverse(Permute()) • K
      return isTransposed ? y(Permute()) : y
    },
    OperationRule(tf: ["lstsq"]) { call in
      let A = call.real(try call.operands(["matrix"])[0])
      let B = call.real(try call.operands(["matrix"], ["rhs"])[1])
      guard A.shape.rank == 2, B.shape.rank == 2, A.shape[0] == B.shape[0],
        try call.flag("fast", default: true)
      else { throw call.misuse("of \(A.shape) and \(B.shape) is not supported") }
      let own = A(Permute())
      let isTall = A.shape[0] >= A.shape[1]
      let product = isTall ? own • A : A • own
      let more = try call.number("l2_regularizer") ?? 0
      let E = try call.identity(product.shape[0], dtype: call.dtype(of: A))
      let G = try call.eq(
        "G", more == 0 ? product : product + .number(more) * E, "Gauss' normal equations")
      let L = try call.eq("L", call.cholesky(G).L)
      let right = isTall ? own • B : B
      let half = try call.eq("h", call.substituted(L, right, isLower: true), "half way")
      let x = try call.substituted(L(Permute()), half, isLower: false)
      return isTall ? x : own • x
    },
  ]
}

extension OperationCall {
  /// How far 1 is from the next number of a term's format.
  func epsilon(of x: Term) -> Double {
    switch dtype(of: x) {
    case .float64: Double.ulpOfOne
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    default: Double(Float.ulpOfOne)
    }
  }
}

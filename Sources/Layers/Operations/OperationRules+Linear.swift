import Equations
import Tensors
import Terms

/// Determinants, inverses and systems of equations.
extension OperationRules {
  static let linear = [
    OperationRule("Det", tf: ["det"]) { call in
      let (pivots, sign) = try call.pivots(try call.operands(["x", "input"])[0])
      return sign * pivots(Reduce(.prod))
    },
    OperationRule.several("Slogdet", tf: ["slogdet"]) { call in
      let (pivots, sign) = try call.pivots(try call.operands(["x", "input"])[0])
      return [sign * pivots(Sign())(Reduce(.prod)), pivots(Abs())(Log())(Reduce(.sum))]
    },
    OperationRule("Logdet", tf: ["logdet"]) { call in
      let L = try call.cholesky(try call.operands(["x", "matrix"])[0]).L
      return 2 * (try call.diagonal(L, 0)(Log())(Reduce(.sum)))
    },
    OperationRule("Inv", tf: ["inv"]) { call in
      let A = try call.square(try call.operands(["x", "input"])[0])
      try call.without("adjoint")
      return try call.solved(A, call.identity(A.shape[0], dtype: call.dtype(of: A)))
    },
    OperationRule("Solve", tf: ["solve"]) { call in
      try call.without("adjoint")
      return try call.equation { try call.solved($0, $1) }
    },
    OperationRule("SolveTriangular", tf: ["triangular_solve"]) { call in
      try call.without("adjoint")
      let isLower = try call.flag("lower", default: call.isTensorFlow)
      return try call.equation { try call.substituted($0, $1, isLower: isLower) }
    },
    OperationRule(tf: ["cholesky_solve"]) { call in
      let operands = try call.operands(["chol"], ["rhs"])
      let L = try call.square(operands[0])
      let half = try call.substituted(L, operands[1], isLower: true)
      return try call.substituted(L(Permute()), try call.eq("h", half, "half way"), isLower: false)
    },
    OperationRule("Cholesky", tf: ["cholesky"]) { call in
      let L = try call.factor(try call.operands(["x", "input"])[0])
      return try call.flag("upper") ? L(Permute()) : L
    },
    OperationRule("CholeskyInverse") { call in
      let L = try call.square(try call.operands(["x", "a", "input"])[0])
      let isUpper = try call.flag("upper")
      let inverse = try call.substituted(
        L, call.identity(L.shape[0], dtype: call.dtype(of: L)), isLower: !isUpper)
      let M = try call.eq("M", inverse, "the inverse of the triangle")
      return isUpper ? M • M(Permute()) : M(Permute()) • M
    },
    OperationRule.several(tf: ["lu"]) { call in
      let (parts, places) = try call.factored(try call.operands(["input", "x"])[0])
      return [parts, places(Cast(try call.dtype("output_idx_type") ?? .int32))]
    },
    OperationRule.several("Qr", tf: ["qr"]) { call in
      let A = call.real(try call.operands(["x", "input"])[0])
      let mode = try call.isTensorFlow ? "reduced" : call.word("mode") ?? "reduced"
      guard ["reduced", "complete"].contains(mode) else {
        throw call.misuse("with mode=\(mode) is not supported")
      }
      let isComplete = try call.isTensorFlow ? call.flag("full_matrices") : mode == "complete"
      return try call.turnedUpright(A, isComplete: isComplete)
    },
    OperationRule("CDist") { call in
      let operands = try call.operands(["x"], ["y"]).map { call.real($0) }
      guard operands.allSatisfy({ $0.shape.rank == 2 }) else {
        throw call.misuse("of other samples than matrices is not supported")
      }
      let (x, y) = (operands[0], operands[1])
      let apart =
        x(Reshape([x.shape[0], 1, x.shape[1]])) - y(Reshape([1, y.shape[0], y.shape[1]]))
      return apart(Square())(Reduce(.sum, axes: [-1]))(Sqrt())
    },
    OperationRule("Cross", tf: ["cross"]) { call in
      let operands = try call.operands(["x1", "a"], ["x2", "b"])
      for name in ["axis", "axisa", "axisb", "axisc"] {
        let axis = try call.integer(name) ?? -1
        guard axis == -1 || axis == operands[0].shape.rank else {
          throw call.misuse("over another axis than the last is not supported")
        }
      }
      let (a, b) = (operands[0], operands[1])
      guard a.shape.rank >= 1, a.shape.width == 3, b.shape.rank >= 1, b.shape.width == 3 else {
        throw call.misuse("of \(a.shape) and \(b.shape): vectors of three numbers are supported")
      }
      func turned(_ x: Term, by places: Int) -> Term {
        func part(_ place: Int) -> Term {
          x(Slice.last((place + places) % 3..<(place + places) % 3 + 1, rank: x.shape.rank))
        }
        return .apply(Concatenate(), [part(0), part(1), part(2)])
      }
      return call.wrapped(turned(a, by: 1) * turned(b, by: 2) - turned(a, by: 2) * turned(b, by: 1))
    },
  ]
}

extension OperationCall {
  /// L with A = L·Lᵀ; where there is none Keras 3 ends with an error, and TensorFlow's L is NaN.
  fileprivate func factor(_ matrix: Term) throws -> Term {
    let (product, fails) = try cholesky(matrix)
    let L = try eq("L", product, "the columns")
    let isFinite = Term.apply(Less(), [L(Abs()), .number(.infinity)])
    let ends =
      try isTensorFlow
      ? eq("fails", fails, "whether a pivot is not above 0")
      : eq.refused(
        where: isFinite(LogicalNot()), "the matrix is not positive definite")
    let lower = try lowerTriangle(L.shape[0])
    return .select(.apply(LogicalAnd(), [ends, lower]), .number(.nan), L)
  }

  /// The matrix and the right side of an equation, which may be a vector; `body` solves it for a matrix.
  fileprivate func equation(_ body: (Term, Term) throws -> Term) throws -> Term {
    let arguments = try given([["a", "matrix"], ["b", "rhs"]])
    let terms = try arguments.map { argument -> Term in
      guard case .tensor(let signal) = argument else {
        throw misuse("of \(argument.text), which is no tensor of the graph, is not supported")
      }
      return signal.term
    }
    guard terms[1].shape.rank == 1, terms[0].shape.rank == 2 else {
      return try body(terms[0], terms[1])
    }
    return try body(terms[0], column(terms[1]))(Reshape([terms[1].shape.count]))
  }
}

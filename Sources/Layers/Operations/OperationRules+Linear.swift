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
      let L = try call.cholesky(try call.operands(["x", "matrix"])[0])
      return 2 * (try call.diagonal(L, 0)(Log())(Reduce(.sum)))
    },
    OperationRule("Inv", tf: ["inv"]) { call in
      let A = try call.square(try call.operands(["x", "input"])[0])
      try call.without("adjoint")
      let n = A.shape[0]
      let one = try call.eq.constant("E", [n, n], call.dtype(of: A)) {
        (0..<n * n).map { $0 % (n + 1) == 0 ? 1 : 0 }
      }
      return try call.solved(A, one)
    },
    OperationRule("Solve") { call in try call.equation { try call.solved($0, $1) } },
    OperationRule("SolveTriangular") { call in
      let isLower = try call.flag("lower")
      return try call.equation { try call.substituted($0, $1, isLower: isLower) }
    },
    OperationRule("Cholesky", tf: ["cholesky"]) { call in
      let L = try call.cholesky(try call.operands(["x", "input"])[0])
      return try call.flag("upper") ? L(Permute()) : L
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
      return turned(a, by: 1) * turned(b, by: 2) - turned(a, by: 2) * turned(b, by: 1)
    },
  ]
}

extension OperationCall {
  /// The matrix and the right side of an equation, which may be a vector; `body` solves it for a matrix.
  fileprivate func equation(_ body: (Term, Term) throws -> Term) throws -> Term {
    let arguments = try given([["a"], ["b"]])
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

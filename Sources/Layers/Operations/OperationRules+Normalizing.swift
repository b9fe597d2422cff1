import Equations
import Tensors
import Terms

/// Layers' normalizations as operations; numbers of half precision are made in single precision.
extension OperationRules {
  static let normalizing = [
    OperationRule("BatchNorm", tf: ["batch_normalization"]) { try $0.standardized() },
    OperationRule("LayerNorm") { call in
      try call.normalized { x, places in
        let mean = x(Reduce(.mean, axes: places, keepsAxes: true))
        let variance = (x - mean)(Square())(Reduce(.mean, axes: places, keepsAxes: true))
        // With `rms_scaling` the mean is left in, and nothing is added.
        let keepsMean = try call.flag("rms_scaling")
        let n = try (keepsMean ? x : x - mean) * call.inverse(variance)
        let gamma = try call.vector("gamma", at: 1)
        let beta = try call.vector("beta", at: 2)
        let scaled = gamma.map { n * $0 } ?? n
        guard let beta, !keepsMean else { return scaled }
        return scaled + beta
      }
    },
    OperationRule("RMSNorm") { call in
      try call.normalized { x, places in
        let squares = x(Square())(Reduce(.mean, axes: places, keepsAxes: true))
        let n = try x * call.inverse(squares)
        return try call.vector("scale", at: 1).map { n * $0 } ?? n
      }
    },
  ]
}

extension OperationCall {
  /// What is made of the operand along its axes, in its own format.
  fileprivate func normalized(_ body: (Term, [Int]) throws -> Term) throws -> Term {
    let given = try x()
    let own = real(given)
    let format = dtype(of: own)
    let isHalf = format == .float16 || format == .bfloat16
    let axes = try integers("axis") ?? [-1]
    let y = try body(
      isHalf ? own(Cast(.float32)) : own, try axes.map { try axis($0, rank: own.shape.rank) })
    // Whole numbers are made whole again.
    let isWhole = !dtype(of: given).isFloat
    return isHalf || isWhole ? y(Cast(dtype(of: given))) : y
  }

  /// `1/√(s + ε)`.
  fileprivate func inverse(_ square: Term) throws -> Term {
    (square + .number(try number("epsilon") ?? 1e-7))(Rsqrt())
  }

  /// An array of the file along the last axis; nil for None.
  fileprivate func vector(_ name: String, at place: Int) throws -> Term? {
    guard let argument = argument([name], at: place) else { return nil }
    let axes = try integers("axis") ?? [-1]
    guard let array = array(argument, beside: .float32), array.shape.rank == 1, axes == [-1] else {
      throw misuse("with \(name)=\(argument.text) is not supported")
    }
    return eq.constant(Name(name), array)
  }
}

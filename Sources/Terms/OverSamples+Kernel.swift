import CKernels
import Tensors

extension OverSamples {
  package func kernel(for signature: Signature) -> Kernel {
    let operand = signature.operands[0]
    let rows = operand.isBatched ? signature.rows : 1
    let count = operand.shape.count
    let all = Double(rows)
    let (isCount, isMean) = (kind == .count, kind == .mean && rows > 1)
    if kind == .max { return OverSamples.greatest(signature.scalar, rows, count) }
    switch signature.scalar {
    case .single:
      return { operands, out in
        if isCount { return out.f32.pointee = Float(all) }
        ks_sum_columns_f32(operands[0].f32, rows, count, out.f32)
        guard isMean else { return }
        var divisor = Float(all)
        ks_div_f32(out.f32, 1, &divisor, 0, out.f32, count)
      }
    case .double:
      return { operands, out in
        if isCount { return out.f64.pointee = all }
        ks_sum_columns_f64(operands[0].f64, rows, count, out.f64)
        guard isMean else { return }
        var divisor = all
        ks_div_f64(out.f64, 1, &divisor, 0, out.f64, count)
      }
    }
  }

  /// The greatest of each column; NaN where one is.
  private static func greatest(_ scalar: Scalar, _ rows: Int, _ count: Int) -> Kernel {
    func loop<Number: BinaryFloatingPoint>(
      _ x: UnsafePointer<Number>, _ result: UnsafeMutablePointer<Number>
    ) {
      for column in 0..<count {
        var most = x[column]
        for row in 1..<max(rows, 1) where !(x[row * count + column] <= most) && !most.isNaN {
          most = x[row * count + column]
        }
        result[column] = most
      }
    }
    switch scalar {
    case .single: return { operands, out in loop(operands[0].f32, out.f32) }
    case .double: return { operands, out in loop(operands[0].f64, out.f64) }
    }
  }
}

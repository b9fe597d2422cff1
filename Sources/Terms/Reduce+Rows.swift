import CKernels
import Tensors

/// The loops over rows that every kind of reduction is made with.
extension Reduce {
  typealias Loop = (UnsafeRawPointer, Int, Int, UnsafeMutableRawPointer) -> Void

  func rowLoop(_ scalar: Scalar) -> Loop {
    switch scalar {
    case .single where passesOverNaN:
      return { places($0.f32, $1, $2, $3.f32) }
    case .double where passesOverNaN:
      return { places($0.f64, $1, $2, $3.f64) }
    case .single:
      let loop = single
      return { loop($0.f32, $1, $2, $3.f32) }
    case .double:
      let loop = double
      return { loop($0.f64, $1, $2, $3.f64) }
    }
  }

  /// The place of the greatest or the smallest number of each row; 0 where there is no number.
  private func places<Number: BinaryFloatingPoint>(
    _ source: UnsafePointer<Number>, _ rows: Int, _ length: Int,
    _ result: UnsafeMutablePointer<Number>
  ) {
    for row in 0..<rows {
      var (best, place) = (kind == .argmin ? Number.infinity : -Number.infinity, 0)
      for index in 0..<length {
        let number = source[row * length + index]
        guard kind == .argmin ? number < best : number > best else { continue }
        (best, place) = (number, index)
      }
      result[row] = Number(place)
    }
  }

  private var single: RowsF32 {
    switch kind {
    case .sum, .mean: ks_sum_rows_f32
    case .prod: ks_prod_rows_f32
    case .max: ks_max_rows_f32
    case .min: ks_min_rows_f32
    case .any: ks_any_rows_f32
    case .all: ks_all_rows_f32
    case .argmax: ks_argmax_rows_f32
    case .argmin: ks_argmin_rows_f32
    }
  }

  private var double: RowsF64 {
    switch kind {
    case .sum, .mean: ks_sum_rows_f64
    case .prod: ks_prod_rows_f64
    case .max: ks_max_rows_f64
    case .min: ks_min_rows_f64
    case .any: ks_any_rows_f64
    case .all: ks_all_rows_f64
    case .argmax: ks_argmax_rows_f64
    case .argmin: ks_argmin_rows_f64
    }
  }
}

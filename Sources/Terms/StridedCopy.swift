import CKernels
import Tensors

/// A gather along strides, in C.
enum StridedCopy {
  static func run(
    _ source: UnsafeRawPointer, _ shape: [Int], _ strides: [Int],
    to target: UnsafeMutableRawPointer, _ scalar: Scalar
  ) {
    switch scalar {
    case .single: ks_copy_strided_f32(source.f32, shape, strides, shape.count, target.f32)
    case .double: ks_copy_strided_f64(source.f64, shape, strides, shape.count, target.f64)
    }
  }
}

import CKernels
import Tensors

/// `1/√x`, element by element.
public struct Rsqrt: UnaryOp {
  public static let name = "rsqrt"
  public static let single: UnaryF32 = ks_rsqrt_f32
  public static let double: UnaryF64 = ks_rsqrt_f64

  public init() {}
}

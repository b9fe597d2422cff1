import CKernels
import Tensors

/// `eˣ − 1`, element by element, accurate around 0.
public struct Expm1: UnaryOp {
  public static let name = "expm1"
  public static let single: UnaryF32 = ks_expm1_f32
  public static let double: UnaryF64 = ks_expm1_f64

  public init() {}
}

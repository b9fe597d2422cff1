import CKernels
import Tensors

/// `softplus(x) = ln(1 + eˣ)`, element by element.
public struct Softplus: UnaryOp {
  public static let name = "softplus"
  public static let single: UnaryF32 = ks_softplus_f32
  public static let double: UnaryF64 = ks_softplus_f64

  public init() {}
}

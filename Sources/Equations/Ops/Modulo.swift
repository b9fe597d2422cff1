import CKernels
import Tensors

/// `a − b·⌊a/b⌋`, with the sign of b.
public struct Modulo: BinaryOp {
  public static let spelling = BinarySpelling.infix(ascii: "%", symbol: "mod", .product)
  public static let single: BinaryF32 = ks_mod_f32
  public static let double: BinaryF64 = ks_mod_f64

  public init() {}
}

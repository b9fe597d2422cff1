import Equations
import Tensors
import Terms

/// What Keras' Softmax layer does with a mask.
///
/// Up to Keras 3.12 it adds `(1 − m)·low`, so that a mask of numbers counts by its parts; later ones set to low what is not
/// above 0.5. From 3.10 on what is masked gets no share at the end, which shows where all of a row is masked.
struct MaskedSoftmax {
  private let mask: Term
  private let isBool: Bool
  private let version: KerasVersion
  private let isLayer: Bool
  private let dtype: DType

  /// `isLayer`: whether it is the layer, and not an operation that always sets to low what is masked.
  init(_ mask: Term, _ version: KerasVersion, isLayer: Bool = true, _ eq: Equations) throws {
    let given = try mask.type().dtype
    (self.version, self.isLayer, dtype) = (version, isLayer, eq.dtype)
    guard given != .bool, version >= KerasVersion(3, 13) else {
      (self.mask, isBool) = (mask, given == .bool)
      return
    }
    let limit: Term = given.isFloat ? 0.5 : 0
    self.mask = try eq("m", .apply(Greater(), [mask, limit]), "true where it is above the half")
    isBool = true
  }

  /// The number by which, or to which, a masked entry is pushed.
  private var low: Double {
    guard dtype == .float16 else { return -1e9 }
    return version.major < 3 ? -32_752 : -3e4
  }

  /// The entries before the softmax.
  func pushed(_ x: Term) throws -> Term {
    guard isBool else { return x + (1 - mask(Cast(dtype))) * .number(low) }
    let adds = isLayer && version < KerasVersion(3, 13)
    return .select(mask, x, adds ? x + .number(low) : .number(low))
  }

  /// The shares behind it; nil where they stay as they are.
  func kept(_ a: Term) throws -> Term? {
    guard version >= KerasVersion(3, 10) else { return nil }
    return isBool ? .select(mask, a, 0) : a * mask(Cast(dtype))
  }
}

import CKernels

/// `σ(x) = 1/(1 + e⁻ˣ)`, element by element; between 0 and 1.
package struct Sigmoid: UnaryOp {
  package static let name = "sigmoid"
  package static let symbol = "σ"
  package static let single: UnaryF32 = ks_sigmoid_f32
  package static let double: UnaryF64 = ks_sigmoid_f64
  package static let code = ElementCode(
    "sigmoid", numpy: .define("1 / (1 + np.exp(-x))"), loop: .define("1 / (1 + $exp(-x))"),
    latex: .call(#"\sigma"#))

  package init() {}

  /// `g·y·(1 − y)`.
  package static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term? { g * y * (1 - y) }
}

import Tensors

/// The C loop of an op on one operand, in single precision.
package typealias UnaryF32 =
  @convention(c) (UnsafePointer<Float>?, UnsafeMutablePointer<Float>?, Int) -> Void
/// The same in double precision.
package typealias UnaryF64 =
  @convention(c) (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Void

/// An op that computes each element from the operand's element in the same place.
package protocol UnaryOp: Op {
  /// The name a person types: `sigmoid`.
  static var name: String { get }
  /// The name on a slide: `σ`.
  static var symbol: String { get }
  static var single: UnaryF32 { get }
  static var double: UnaryF64 { get }
  /// The format of the result for an operand's.
  static func dtype(_ operand: DType) -> DType
  /// How it is written in other languages.
  static var code: ElementCode { get }
  /// What g, the result's gradient, is for the operand: x, of which y is the result; nil where there is no slope.
  static func pullback(_ g: Term, _ x: Term, _ y: Term) -> Term?
  init()
}

extension UnaryOp {
  package static var symbol: String { name }

  /// Functions of numbers have floating-point results.
  package static func dtype(_ operand: DType) -> DType { operand.isFloat ? operand : .float32 }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    return TensorType(operands[0].shape, Self.dtype(operands[0].dtype))
  }

  package func kernel(for signature: Signature) -> Kernel {
    let count = signature.count
    switch signature.scalar {
    case .single:
      let loop = Self.single
      return { operands, result in loop(operands[0].f32, result.f32, count) }
    case .double:
      let loop = Self.double
      return { operands, result in loop(operands[0].f64, result.f64, count) }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    .function([Derivation.Source(0, element)])
  }

  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    [Self.pullback(g, operands[0], result)]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    Self.code.numpy.formula(operands, name: Self.code.name)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    Self.code.latex.formula(operands, name: Self.code.name)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .element(Self.code) }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(style.alphabet == .ascii ? Self.name : Self.symbol, operands)
  }
}

extension Op {
  /// Refuses another number of operands than the op takes.
  func expect(_ count: Int, _ operands: [TensorType]) throws(Misfit) {
    guard operands.count == count else {
      throw Misfit("takes \(count) operand\(count == 1 ? "" : "s"), not \(operands.count)")
    }
  }
}

import Tensors

/// The C loop of an op on two operands, in single precision; a stride of 0 repeats one number.
package typealias BinaryF32 =
  @convention(c) (
    UnsafePointer<Float>?, Int, UnsafePointer<Float>?, Int, UnsafeMutablePointer<Float>?, Int
  ) -> Void
/// The same in double precision.
package typealias BinaryF64 =
  @convention(c) (
    UnsafePointer<Double>?, Int, UnsafePointer<Double>?, Int, UnsafeMutablePointer<Double>?, Int
  ) -> Void

/// An op that computes each element from two operands' elements in the same place; shapes
/// broadcast by NumPy's rule.
package protocol BinaryOp: Op {
  static var single: BinaryF32 { get }
  static var double: BinaryF64 { get }
  /// The loop in double precision for results of a format.
  static func wide(_ result: DType) -> BinaryF64
  static var spelling: BinarySpelling { get }
  /// How it is written in other languages.
  static var code: ElementCode { get }
  /// The same for operands of these types.
  static func written(_ types: [TensorType]) -> ElementCode
  static func dtype(_ left: DType, _ right: DType) -> DType
  /// How an element comes from the two in its place.
  static func derivation(_ left: Derivation.Source, _ right: Derivation.Source) -> Derivation
  /// What g, the result's gradient, is for a and for b, of which y is the result; nil where there is no slope.
  ///
  /// It may speak of the result's shape: that an operand was spread is undone elsewhere.
  static func pullback(_ g: Term, _ a: Term, _ b: Term, _ y: Term) -> (Term?, Term?)
  init()
}

/// How a binary op is written: between its operands, or as a function.
package enum BinarySpelling: Sendable {
  case infix(ascii: String, symbol: String, Formula.Precedence)
  case function(String)

  /// The op's text with these operands.
  func formula(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    switch self {
    case .infix(let ascii, let symbol, let precedence):
      .infix(operands[0], style.alphabet == .ascii ? ascii : symbol, operands[1], precedence)
    case .function(let name):
      .call(name, operands)
    }
  }
}

extension BinaryOp {
  package static func wide(_ result: DType) -> BinaryF64 { double }
  package static func written(_ types: [TensorType]) -> ElementCode { code }

  package static func dtype(_ left: DType, _ right: DType) -> DType { left.promoted(with: right) }

  package static func derivation(
    _ left: Derivation.Source, _ right: Derivation.Source
  ) -> Derivation {
    .function([left, right])
  }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(2, operands)
    let (a, b) = (operands[0], operands[1])
    guard let shape = a.shape.broadcast(with: b.shape) else {
      throw Misfit(
        "\(a.shape) and \(b.shape) do not fit together",
        hint: "lengths must be equal, or one of them 1, counted from the last axis")
    }
    return TensorType(shape, Self.dtype(a.dtype, b.dtype))
  }

  package func kernel(for signature: Signature) -> Kernel {
    switch signature.scalar {
    case .single:
      let loop = Self.single
      return Broadcast(signature).kernel { a, sa, b, sb, out, n in
        loop(a.f32, sa, b.f32, sb, out.f32, n)
      }
    case .double:
      let loop = Self.wide(signature.result.dtype)
      return Broadcast(signature).kernel { a, sa, b, sb, out, n in
        loop(a.f64, sa, b.f64, sb, out.f64, n)
      }
    }
  }

  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let left = elements.broadcast(0, to: element)
    let right = elements.broadcast(1, to: element)
    return Self.derivation(left, right)
  }

  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    let (a, b) = Self.pullback(g, operands[0], operands[1], result)
    return [
      a?.summed(from: result.shape, to: operands[0].shape),
      b?.summed(from: result.shape, to: operands[1].shape),
    ]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    let code = Self.written(types)
    return code.numpy.formula(operands, name: code.name)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    Self.code.latex.formula(operands, name: Self.code.name)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .element(Self.written(types)) }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    Self.spelling.formula(operands, style)
  }
}

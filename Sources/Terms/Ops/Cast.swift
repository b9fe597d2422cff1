import Tensors

/// `float16(x)`: the numbers rounded to another format.
package struct Cast: Op {
  package let dtype: DType

  package init(_ dtype: DType) { self.dtype = dtype }

  package var lengthening: Lengthening { .inWideFormats }

  package func result(of operands: [TensorType]) throws(Misfit) -> TensorType {
    try expect(1, operands)
    guard dtype != .string || operands[0].dtype == .string else {
      throw Misfit("numbers are no text", hint: "spell(x) writes whole numbers as text")
    }
    return TensorType(operands[0].shape, dtype)
  }

  package func takesText(_ operand: Int) -> Bool { dtype == .string }

  /// A copy for floats, which are rounded to their format after every op; see `Whole` for integers.
  ///
  /// What all samples share becomes one for each of them, where a state that is every sample's own is to hold it.
  package func kernel(for signature: Signature) -> Kernel {
    let isShared = !signature.operands[0].isBatched && signature.rows > 1
    let count = signature.count / (isShared ? signature.rows : 1)
    let bytes = count * signature.scalar.byteSize
    let cast = kernel(for: signature, count, bytes)
    guard isShared else { return cast }
    let copies = 1..<signature.rows
    return { operands, out in
      cast(operands, out)
      for copy in copies { (out + copy * bytes).copyMemory(from: out, byteCount: bytes) }
    }
  }

  /// The kernel of so many numbers.
  private func kernel(for signature: Signature, _ count: Int, _ bytes: Int) -> Kernel {
    if !dtype.isFloat, dtype != .string {
      let whole = Whole(dtype, isFromFloat: signature.operands[0].type.dtype.isFloat)
      switch signature.scalar {
      case .single:
        return { operands, out in
          for index in 0..<count { out.f32[index] = Float(whole(Double(operands[0].f32[index]))) }
        }
      case .double:
        return { operands, out in
          for index in 0..<count { out.f64[index] = whole(operands[0].f64[index]) }
        }
      }
    }
    return { $1.copyMemory(from: $0[0], byteCount: bytes) }
  }

  /// A copy where the format holds the number, or every number of the operand's; rounded, cut or
  /// brought back into the format otherwise.
  package func derivation(of element: Int, from elements: Elements) throws -> Derivation {
    let source = Derivation.Source(0, element)
    let own = elements.operands[0].dtype
    if dtype == .string { return .copy(source) }
    if !dtype.isFloat, own == dtype {
      let number = try elements.number(source)
      // −0, which a product may give, becomes 0.
      return Whole(dtype, isFromFloat: false)(number).bitPattern == number.bitPattern
        ? .copy(source) : .function([source])
    }
    return own.promoted(with: dtype) == dtype && (own == dtype || own.isFloat || own == .bool)
      ? .copy(source) : .function([source])
  }

  /// What `int64(2)` is, which is known before anything is run; nil for anything else.
  package func number(of operands: [Term]) -> Double? {
    guard operands.count == 1, case .number(let number) = operands[0] else { return nil }
    if dtype.isFloat { return dtype.rounded(number) }
    return Whole(dtype, isFromFloat: false)(number) == number ? number : nil
  }

  /// g in the operand's format; none where numbers are cut to whole ones, or were whole.
  package func pullback(_ g: Term, _ operands: [Term], _ result: Term) -> [Term?] {
    guard let type = try? operands[0].type(), type.dtype.isFloat, dtype.isFloat else {
      return [nil]
    }
    return [type.dtype == dtype ? g : g(Cast(type.dtype))]
  }

  package func numpy(_ operands: [Formula], _ types: [TensorType]) -> Formula {
    let code = code(types)
    return code.numpy.formula(operands, name: code.name)
  }

  package func latex(_ operands: [Formula], _ convention: Formula.Style.Convention) -> Formula {
    dtype.isFloat ? operands[0] : .call(#"\operatorname{\#(dtype.rawValue)}"#, operands)
  }

  package func loops(_ types: [TensorType]) -> LoopForm { .element(code(types)) }

  /// Floats stay, for every result is rounded to its format.
  private func code(_ types: [TensorType]) -> ElementCode {
    let isTruth = types.first?.dtype == .bool
    if dtype == .bool || isTruth || dtype.isFloat {
      let numpy: ElementCode.Text =
        dtype == .bool
        ? isTruth ? .same : .define("x != 0") : isTruth ? .call("real") : .same
      let loop: ElementCode.Text =
        dtype == .bool && !isTruth ? .define("x == 0 ? 0 : 1") : .same
      return ElementCode("to_\(dtype.rawValue)", numpy: numpy, loop: loop, latex: .same)
    }
    return Whole(dtype, isFromFloat: types.first?.dtype.isFloat ?? true).code
  }

  package func text(_ operands: [Formula], _ style: Formula.Style) -> Formula {
    .call(dtype.rawValue, operands)
  }
}

extension Cast: CalledOp {
  /// `float16(x)`, `astype(x, float16)`.
  package static var calls: [Function] {
    let formats = DType.allCases.map { dtype in
      Function.of(dtype.rawValue) { terms, _ in .apply(Cast(dtype), terms) }
    }
    let named = Function.of("astype", options: [.format("dtype")]) {
      terms, options throws(Misfit) in
      guard let dtype = try options.format("dtype") else { throw Misfit("dtype is missing") }
      return .apply(Cast(dtype), terms)
    }
    return formats + [named]
  }
}

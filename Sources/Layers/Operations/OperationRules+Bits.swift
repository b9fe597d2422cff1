import Equations
import Tensors
import Terms

/// Whole numbers bit by bit: `Σ 2ᵏ·(aₖ ∧ bₖ)` over their bits k, of which the last one counts below 0 where there is a sign.
extension OperationRules {
  static let bits = [
    OperationRule("BitwiseAnd", tf: ["bitwise.bitwise_and"]) { call in
      try call.bitwise { .minimum($0, $1) }
    },
    OperationRule("BitwiseOr", tf: ["bitwise.bitwise_or"]) { call in
      try call.bitwise { .maximum($0, $1) }
    },
    OperationRule("BitwiseXor", tf: ["bitwise.bitwise_xor"]) { call in
      try call.bitwise { ($0 - $1)(Abs()) }
    },
    OperationRule("BitwiseInvert", "BitwiseNot", tf: ["bitwise.invert"]) { call in
      let x = try call.whole(call.x())
      // All bits the other way round: −1 − x, or what is left to the greatest.
      guard let width = x.bits, !x.isSigned else { return call.wrapped(-1 - x.term) }
      return .number(Double(1 << width) - 1) - x.term
    },
    OperationRule("BitwiseLeftShift", "LeftShift", tf: ["bitwise.left_shift"]) { call in
      let (x, y, width) = try call.shifted()
      // What goes out in front is cut before: in float64 no bit is lost then.
      let power = Term.apply(Power(), [2, y])
      let all = Double(1 << width.bits)
      let rest = Term.apply(Modulo(), [x(Cast(.float64)), .number(all) / power]) * power
      guard width.isSigned else { return rest(Cast(call.dtype(of: x))) }
      let isNegative = Term.apply(GreaterEqual(), [rest, .number(all / 2)])
      return Term.select(isNegative, rest - .number(all), rest)(Cast(call.dtype(of: x)))
    },
    OperationRule("BitwiseRightShift", "RightShift", tf: ["bitwise.right_shift"]) { call in
      let (x, y, _) = try call.shifted()
      return (x(Cast(.float64)) / .apply(Power(), [2, y]))(Floor())(Cast(call.dtype(of: x)))
    },
  ]
}

extension OperationCall {
  /// A tensor of whole numbers, of how many bits, and whether they have a sign.
  fileprivate struct Whole {
    let term: Term
    let bits: Int?
    let isSigned: Bool
  }

  fileprivate func whole(_ term: Term) throws -> Whole {
    let dtype = dtype(of: term)
    let widths: [DType: Int] = [
      .int8: 8, .int16: 16, .int32: 32, .uint8: 8, .uint16: 16, .uint32: 32,
    ]
    guard term.isNumber || widths[dtype] != nil else {
      throw misuse("of \(dtype.rawValue) is not supported: whole numbers of at most 32 bits are")
    }
    return Whole(
      term: term, bits: widths[dtype], isSigned: [.int8, .int16, .int32].contains(dtype))
  }

  /// Two numbers, joined in every bit.
  fileprivate func bitwise(_ body: (Term, Term) -> Term) throws -> Term {
    let operands = try pair()
    let formats = operands.filter { !$0.isNumber }.map(dtype(of:))
    guard let first = formats.first, formats.allSatisfy({ $0 == first }) else {
      throw misuse("of unlike formats is not supported")
    }
    let whole = try operands.map { try self.whole($0) }
    guard let width = whole.compactMap(\.bits).first else { throw misuse("of plain numbers") }
    let isSigned = whole.contains(where: \.isSigned)
    let powers = try eq.constant("p", [width], .float64) { (0..<width).map { Double(1 << $0) } }
    let weights = try eq.constant("c", [width], .float64) {
      (0..<width).map { isSigned && $0 == width - 1 ? -Double(1 << $0) : Double(1 << $0) }
    }
    let parts = operands.map { term -> Term in
      let wide =
        term.isNumber ? term(Cast(.float64)) : term(Cast(.float64))(Reshape(term.shape.dims + [1]))
      return .apply(Modulo(), [(wide / powers)(Floor()), 2])
    }
    return (body(parts[0], parts[1]) * weights)(Reduce(.sum, axes: [-1]))(Cast(first))
  }

  /// A number, and by how many places it is shifted, as a number of float64 among those that there are, as TensorFlow
  /// takes it.
  fileprivate func shifted() throws -> (x: Term, places: Term, (bits: Int, isSigned: Bool)) {
    let operands = try pair()
    let x = try whole(operands[0])
    guard !operands[0].isNumber, let bits = x.bits else {
      throw misuse("of a plain number is not supported")
    }
    let most = Double(bits - 1)
    let places: Term
    if case .number(let number) = operands[1] {
      guard number == number.rounded() else { throw misuse("by \(number) places is not supported") }
      places = .number(min(max(number, 0), most))
    } else {
      guard dtype(of: operands[1]) == dtype(of: operands[0]) else {
        throw misuse("of unlike formats is not supported")
      }
      places = .minimum(.maximum(operands[1](Cast(.float64)), 0), .number(most))
    }
    return (operands[0], places, (bits, x.isSigned))
  }
}

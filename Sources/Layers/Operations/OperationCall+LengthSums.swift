import Equations
import Tensors
import Terms

/// Arithmetic of lengths.
extension OperationCall {
  /// The most that a length is given as or computed to: products of two are no overflow.
  static let most = 1 << 31

  /// Two lengths, or vectors of them, joined; one number stands beside a vector.
  func joined(
    _ term: (Term, Term) -> Term, keepsFormat: Bool = true,
    _ body: (Length, Length) throws -> Length
  ) throws -> MadeLengths {
    let sides = try given([["x", "a", "x1"], ["y", "b", "x2"]])
    let lists = try sides.map { try lengths($0, "a length") }
    let dtype = sides.flatMap(\.tensors).first.map { self.dtype(of: $0.term) } ?? .int32
    let terms = try zip(sides, lists).map { side, list in
      if case .tensor(let signal) = side { return signal.term }
      guard side.isSeveral, list.count > 1 || list.first?.perSample != 0 else {
        return .number(Double(list.first?.fixed ?? 0))
      }
      return try eq.numbers(of: Lengths(list), dtype)
    }
    let count = lists.map(\.count).max() ?? 0
    guard count > 0, lists.allSatisfy({ $0.count == count || $0.count == 1 }) else {
      throw misuse("of \(lists[0].count) and \(lists[1].count) lengths")
    }
    let made = try (0..<count).map { index in
      let pair = lists.map { $0[$0.count == 1 ? 0 : index] }
      return try body(pair[0], pair[1])
    }
    let isOne = terms.allSatisfy { $0.shape.rank == 0 }
    let y = term(terms[0], terms[1])
    let result = !keepsFormat || self.dtype(of: y) == dtype ? y : y(Cast(dtype))
    return (isOne ? Lengths(one: made[0]) : Lengths(made), result)
  }

  func sum(_ a: Length, _ b: Length, sign: Int = 1) throws -> Length {
    try bounded(a.perSample + sign * b.perSample, a.fixed + sign * b.fixed)
  }

  func product(_ a: Length, _ b: Length) throws -> Length {
    guard a.perSample == 0 || b.perSample == 0 else {
      throw misuse("of the number of samples and itself is not supported")
    }
    // Every length is below 2³¹.
    return try bounded(a.perSample * b.fixed + a.fixed * b.perSample, a.fixed * b.fixed)
  }

  /// The product of all lengths of the operand.
  func productOfLengths() throws -> MadeLengths {
    let (lengths, term) = try operandLengths(["input_tensor"])
    guard try integer("axis") ?? 0 == 0, try !flag("keepdims"), !lengths.isOne else {
      throw misuse("of lengths along another axis is not supported")
    }
    let all = try lengths.list.reduce(Length(fixed: 1)) { try product($0, $1) }
    return (Lengths(one: all), term(Reduce(.prod, axes: [0])))
  }

  func quotient(_ a: Length, _ b: Length) throws -> Length {
    guard let divisor = b.known, divisor > 0 else {
      throw misuse("of lengths by that is not supported")
    }
    if let number = a.known {
      let down = number >= 0 ? number / divisor : -((divisor - 1 - number) / divisor)
      return Length(fixed: down)
    }
    guard a.perSample % divisor == 0, a.fixed % divisor == 0 else {
      throw misuse("of the number of samples by \(divisor) is not supported")
    }
    return Length(perSample: a.perSample / divisor, fixed: a.fixed / divisor)
  }

  private func bounded(_ perSample: Int, _ fixed: Int) throws -> Length {
    guard max(perSample.magnitude, fixed.magnitude) < OperationCall.most else {
      throw misuse("of lengths passes 2³¹")
    }
    return Length(perSample: perSample, fixed: fixed)
  }
}

import Equations
import Tensors
import Terms

/// Divisors and multiples that whole numbers have in common.
extension OperationRules {
  static let divisors = [
    OperationRule("Gcd") { call in
      let (a, b) = try call.wholePair()
      return try call.commonDivisor(a, b)
    },
    OperationRule("Lcm") { call in
      let (a, b) = try call.wholePair()
      let g = try call.eq("gcd", call.commonDivisor(a, b), "the greatest divisor of both")
      let isNone = Term.apply(Equal(), [g, 0])
      let divisor = Term.select(isNone, 1, g)
      let times = (b(Cast(.float64)) / divisor(Cast(.float64)))(Floor())(Cast(call.dtype(of: b)))
      return .select(isNone, 0, call.wrapped(a * times))
    },
  ]
}

extension OperationCall {
  /// Two operands in the format of both, without their signs.
  fileprivate func wholePair() throws -> (Term, Term) {
    let operands = try arrayPair()
    let formats = operands.filter { !$0.isNumber }.map(dtype(of:))
    guard let first = formats.first else { throw misuse("of plain numbers is not supported") }
    let format = formats.dropFirst().reduce(first) { $0.promoted(with: $1) }
    guard [.int8, .uint8, .int16, .uint16, .int32].contains(format) else {
      throw misuse("of \(format.rawValue) is not supported")
    }
    let sizes = operands.map { wrapped($0(Cast(format))(Abs())) }
    return (try eq("a", sizes[0], "without its sign"), try eq("b", sizes[1], "without its sign"))
  }

  /// Euclid's: the less is taken off the greater as often as it goes, until nothing is left.
  fileprivate func commonDivisor(_ a: Term, _ b: Term) throws -> Term {
    // Numbers that take as many steps as there may be are Fibonacci's.
    let steps: Int =
      switch dtype(of: a) {
      case .int8, .uint8: 12
      case .int16, .uint16: 24
      default: 46
      }
    var (a, b) = (a, b)
    for step in 1...steps {
      let isDone = try eq(
        .numbered("done", step), .apply(Equal(), [b, 0]), "whether nothing is left")
      let rest = Term.select(isDone, 0, .apply(Modulo(), [a, .select(isDone, 1, b)]))
      let next = Term.select(isDone, a, b)
      let made = try eq(.numbered("b", step + 1), rest(Cast(dtype(of: a))), "what is left")
      a = try eq(.numbered("a", step + 1), next, "the greatest so far")
      b = made
    }
    return a
  }
}

import Tensors
import Terms

/// The ops that are written between their operands, by every spelling.
enum Operators {
  struct Infix: Sendable {
    let precedence: Formula.Precedence
    let make: @Sendable (Term, Term) throws(Misfit) -> Term

    init(
      _ precedence: Formula.Precedence,
      _ make: @escaping @Sendable (Term, Term) throws(Misfit) -> Term
    ) {
      self.precedence = precedence
      self.make = make
    }

    init(_ precedence: Formula.Precedence, _ op: any Op) {
      self.init(precedence) { a, b in .apply(op, [a, b]) }
    }
  }

  /// `+`, `@`, `·`, `and`, …: from the spelling of the ops themselves; and Python's own.
  static let infix: [String: Infix] = {
    var table: [String: Infix] = [:]
    func add(_ op: any Op, _ spelling: BinarySpelling) {
      guard case .infix(let ascii, let symbol, let precedence) = spelling else { return }
      for sign in [ascii, symbol] { table[sign] = Infix(precedence, op) }
    }
    for type in AllOps.binary { add(type.init(), type.spelling) }
    for type in AllOps.others {
      if let infix = type.infix { add(infix.op, infix.spelling) }
    }
    table["//"] = Infix(.product, floorDivision)
    table["&"] = Infix(.both) { a, b throws(Misfit) in
      try truths("&", [a, b], .apply(LogicalAnd(), [a, b]))
    }
    table["|"] = Infix(.either) { a, b throws(Misfit) in
      try truths("|", [a, b], .apply(LogicalOr(), [a, b]))
    }
    return table
  }()

  /// `~m`: the other truth values.
  static func inverse(_ a: Term) throws(Misfit) -> Term { try truths("~", [a], a(LogicalNot())) }

  /// `a // b = (a − a % b) / b`: how many times b goes into a; of whole numbers a whole number.
  static func floorDivision(_ a: Term, _ b: Term) throws(Misfit) -> Term {
    let quotient = ((a - .apply(Modulo(), [a, b])) / b)(Round())
    let isFloat = [a, b].contains { (try? $0.type().dtype.isFloat) ?? true }
    return isFloat ? quotient : quotient(Cast(.int64))
  }

  /// The signs that Python computes before comparisons: `x > 0 & x < 1` is `x > (0 & x) < 1`.
  private static func truths(_ sign: String, _ terms: [Term], _ whole: Term) throws(Misfit) -> Term
  {
    for term in terms where (try? term.type().dtype) != .bool {
      throw Misfit("\(sign) takes truth values", hint: "bracket comparisons: (a > 0) & (b < 1)")
    }
    return whole
  }

  /// The words among them, and those of the grammar, which are no names.
  static let reserved: Set<String> = ["and", "or", "not", "True", "False", "None"]
}

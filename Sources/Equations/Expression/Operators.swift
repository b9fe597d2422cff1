/// The ops that are written between their operands, by every spelling.
enum Operators {
  struct Infix: Sendable {
    let op: any Op
    let precedence: Formula.Precedence
  }

  /// `+`, `@`, `·`, `and`, …: from the spelling of the ops themselves.
  static let infix: [String: Infix] = {
    var table: [String: Infix] = [:]
    for type in AllOps.binary {
      guard case .infix(let ascii, let symbol, let precedence) = type.spelling else { continue }
      let infix = Infix(op: type.init(), precedence: precedence)
      table[ascii] = infix
      table[symbol] = infix
    }
    for symbol in ["@", "·"] { table[symbol] = Infix(op: MatMul(), precedence: .product) }
    return table
  }()

  /// The words among them, and those of the grammar, which are no names.
  static let reserved: Set<String> = ["and", "or", "not", "True", "False", "None"]
}

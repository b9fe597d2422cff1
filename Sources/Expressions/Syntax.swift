/// A parsed expression: what it is and where it stands.
struct Syntax: Sendable {
  indirect enum Kind: Sendable {
    case number(Double, isInteger: Bool)
    case truth(Bool)
    case none
    case name(String, whole: String)
    case list([Syntax])
    case tuple([Syntax])
    case negation(Syntax)
    case inversion(Syntax)
    case complement(Syntax)
    case infix(String, Syntax, Syntax)
    case choice(Syntax, Syntax, Syntax)
    case call(Name, receiver: Syntax?, [Argument])
    case attribute(Syntax, Name)
    case index(Syntax, [Subscript])
  }

  /// A word with its place.
  struct Name: Sendable {
    let text: String
    let range: Range<Int>
  }

  /// `x`, or `axis=0`.
  struct Argument: Sendable {
    let name: Name?
    let value: Syntax
  }

  enum Subscript: Sendable {
    case at(Syntax)
    case range(Syntax?, Syntax?, Syntax?)
    case ellipsis
    case newAxis
  }

  let kind: Kind
  /// In characters of the source.
  let range: Range<Int>
  /// How many nodes stand above each other.
  let height: Int

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    var highest = 0
    Syntax.visitChildren(of: kind) { highest = max(highest, $0.height) }
    height = highest + 1
  }

  private static func visitChildren(of kind: Kind, _ body: (Syntax) -> Void) {
    switch kind {
    case .number, .truth, .none, .name: break
    case .list(let items), .tuple(let items): items.forEach(body)
    case .negation(let operand), .inversion(let operand), .complement(let operand),
      .attribute(let operand, _):
      body(operand)
    case .infix(_, let left, let right):
      body(left)
      body(right)
    case .choice(let condition, let yes, let no):
      body(condition)
      body(yes)
      body(no)
    case .call(_, let receiver, let arguments):
      receiver.map(body)
      for argument in arguments { body(argument.value) }
    case .index(let base, let subscripts):
      body(base)
      for item in subscripts { item.nodes.forEach(body) }
    }
  }

  /// Calls `body` for the node and all below it, in the order of the text.
  func visit(_ body: (Syntax) -> Void) {
    body(self)
    Syntax.visitChildren(of: kind) { $0.visit(body) }
  }
}

extension Syntax.Subscript {
  var nodes: [Syntax] {
    switch self {
    case .at(let node): [node]
    case .range(let start, let stop, let step): [start, stop, step].compactMap { $0 }
    case .ellipsis, .newAxis: []
    }
  }
}

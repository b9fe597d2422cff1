/// An expression over values: what stands to the right of an equation's sign.
package indirect enum Term: Sendable {
  case value(Value)
  case number(Double)
  case apply(any Op, [Term])
  case named(NamedFunction, [Term])

  /// The value, when the term is nothing else.
  package var value: Value? {
    if case .value(let value) = self { value } else { nil }
  }

  package var children: [Term] {
    switch self {
    case .value, .number: []
    case .apply(_, let operands), .named(_, let operands): operands
    }
  }

  /// The values that it reads, each once, in the order of the text.
  package var values: [Value] {
    var seen: Set<Int> = []
    var result: [Value] = []
    visit { term in
      if case .value(let value) = term, seen.insert(value.id).inserted { result.append(value) }
    }
    return result
  }

  package func visit(_ body: (Term) -> Void) {
    body(self)
    for child in children { child.visit(body) }
  }
}

extension Term: Equatable {
  /// The same ops on the same values; a named function equals one of the same name and options.
  package static func == (a: Term, b: Term) -> Bool {
    switch (a, b) {
    case (.value(let x), .value(let y)): x == y
    case (.number(let x), .number(let y)): x == y
    case (.apply(let f, let x), .apply(let g, let y)):
      AnyHashable(f) == AnyHashable(g) && x == y
    case (.named(let f, let x), .named(let g, let y)):
      f.name == g.name && f.options == g.options && x == y
    default: false
    }
  }
}

extension Term: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(integerLiteral value: Int) { self = .number(Double(value)) }
}

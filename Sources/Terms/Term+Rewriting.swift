/// A term as a tree: its places, what stands in it, and the term with parts changed. Whoever writes
/// an equation differently, or asks what an equation is made of, does it with these words.
extension Term {
  /// The same op or function of other operands; a value and a number have none and stay.
  package func with(_ operands: [Term]) -> Term {
    switch self {
    case .value, .number: self
    case .apply(let op, _): .apply(op, operands)
    case .named(let function, _): .named(function, operands)
    }
  }

  /// The parts that it is made of, itself first, each with the way to it: which operand, of which
  /// operand, …. `subterm` goes such a way.
  package var places: [(path: [Int], part: Term)] {
    [([], self)]
      + children.enumerated().flatMap { index, child in
        child.places.map { ([index] + $0.path, $0.part) }
      }
  }

  // MARK: Changing

  /// The term with parts replaced, from the outside in; nil keeps a part and looks inside it. What
  /// was put in is not looked at again.
  package func replacing(_ change: (Term) -> Term?) -> Term {
    change(self) ?? with(children.map { $0.replacing(change) })
  }

  /// The term with another one wherever a value of a name stands.
  package func replacing(_ name: String, by other: (Term) -> Term) -> Term {
    replacing { part in part.value.map { $0.name.ascii == name } == true ? other(part) : nil }
  }

  /// The term with another one wherever a value stands.
  package func replacing(_ value: Value, with other: Term) -> Term {
    replacing { $0.value == value ? other : nil }
  }

  /// The term with two values in each other's places.
  package func swapping(_ a: Value, _ b: Value) -> Term {
    replacing { part in
      part.value.flatMap { $0 == a ? .value(b) : $0 == b ? .value(a) : nil }
    }
  }

  /// The term with the part at a place changed; nil where there is none or the change gives none.
  package func editing(_ path: [Int], _ change: (Term) -> Term?) -> Term? {
    guard let first = path.first else { return change(self) }
    var operands = children
    guard operands.indices.contains(first),
      let edited = operands[first].editing(Array(path.dropFirst()), change)
    else { return nil }
    operands[first] = edited
    return with(operands)
  }

  // MARK: Finding

  /// The first part that is so, from the outside in.
  package func first(where isWanted: (Term) -> Bool) -> Term? {
    if isWanted(self) { return self }
    for child in children {
      if let found = child.first(where: isWanted) { return found }
    }
    return nil
  }

  /// Whether a part is so.
  package func contains(where isWanted: (Term) -> Bool) -> Bool {
    first(where: isWanted) != nil
  }

  /// Whether an op of a kind is in it.
  package func contains(_ kind: any Op.Type) -> Bool {
    contains { part in
      if case .apply(let op, _) = part { Swift.type(of: op) == kind } else { false }
    }
  }

  /// The value of a name in it.
  package func value(_ name: String) -> Term? {
    values.first { $0.name.ascii == name }.map { .value($0) }
  }

  // MARK: The function applied last

  /// The function whose value the term is: `sigmoid` of `σ(z[0:8])`; nil for a sum or a product.
  package var outermostFunction: String? {
    switch self {
    case .value, .number: nil
    case .named(let function, _): function.name
    case .apply(let op, _): (op as? any UnaryOp).map { Swift.type(of: $0).name }
    }
  }

  /// A function applied to one operand, taken apart; `function` is nil where the term is no such
  /// application: the activation is linear.
  package var application: (argument: Term, function: (@Sendable (Term) -> Term)?) {
    switch self {
    case .named(_, let operands) where operands.count == 1:
      return (operands[0], { self.with([$0]) })
    case .apply(let op, let operands)
    where operands.count == 1 && (op is any UnaryOp || op is any RowOp):
      return (operands[0], { self.with([$0]) })
    default: return (self, nil)
    }
  }
}

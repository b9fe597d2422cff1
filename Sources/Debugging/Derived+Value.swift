import Terms

extension Derived {
  /// What the number would be if one of the named numbers in it were another, in double precision.
  func value(with number: Double, at place: Entry) -> Double {
    func value(_ part: Derived) -> Double { part.value(with: number, at: place) }
    switch form {
    case .constant: return exact
    case .entry(let entry): return entry == place ? number : exact
    case .sum(let sum):
      return sum.terms.reduce(0) { total, term in
        total + term.factors.reduce(term.isNegative ? -1 : 1) { $0 * value($1) }
      } / sum.divisor
    case .function(let op, let operands): return op.exact(operands.map(value)) ?? .nan
    case .choice(let choice, let operands, let decisive):
      if choice.isElement { return choice.element(of: operands.map(value)) ?? exact }
      return decisive == nil ? exact : self.number
    case .either(_, let condition, let yes, let no):
      return value(condition) != 0 ? value(yes) : value(no)
    case .lookup(_, let entry): return entry.map(value) ?? .nan
    case .row(let op, let operands, let own, _):
      return type(of: op).results(operands.map(value))[own]
    }
  }
}

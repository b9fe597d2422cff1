import Terms

/// Short forms taken apart.
extension Program {
  /// The gradient that an equation gives, by the ops alone: without the short form that a function states for its own,
  /// as `softmax_cross_entropy` does with `p − y`; nil of a gradient that has no such form in it.
  package func longWay(of equation: Equation) -> Term? {
    guard let forward = frames[equation.frame].forward else { return nil }
    for reader in equations where frames[reader.frame].forward == nil && reader.scan == nil {
      guard
        let value = reader.term.shortened.first(where: { isGradient(equation, of: $0, in: forward) }
        )
      else { continue }
      let name = reader.result.name.gradient
      let g = Value(
        id: -1, name: name, type: reader.result.type, role: .result, isBatched: true, scope: nil)
      var shares: [Term] = []
      let way = Term.Way(takes: { part, gradient in
        guard part.value == value else { return false }
        shares.append(gradient)
        return true
      })
      reader.term.withoutShortForms.pullBack(.value(g), way)
      return Term.sum(of: shares)?.simplified
    }
    return nil
  }

  /// Whether an equation writes the gradient of a value that a call has made.
  private func isGradient(_ equation: Equation, of value: Value, in call: Int) -> Bool {
    let original = aliases[value.id] ?? value.id
    return equation.result.name == value.name.gradient
      && equations.contains { $0.result.id == original && $0.frame == call }
  }
}

extension Term {
  /// The values of which functions in it state the gradient themselves.
  fileprivate var shortened: [Value] {
    var found: [Value] = []
    visit { term in
      if case .named(let function, let operands) = term, function.pullback != nil {
        found += operands.compactMap(\.value)
      }
    }
    return found
  }

  fileprivate var withoutShortForms: Term {
    replacing { part in
      guard case .named(let function, let operands) = part, function.pullback != nil else {
        return nil
      }
      return function.definition(operands)
    }
  }
}

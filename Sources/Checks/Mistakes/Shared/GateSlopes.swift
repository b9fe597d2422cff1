import Terms

/// What mistakes on the way back through a recurrent layer share.
extension Anatomy {
  /// The gradients of recurrent layers: of a timestep, and of the weights.
  var recurrentGradients: [Site] {
    let paths = Set(recurrent.map(\.path))
    return gradients.filter { paths.contains($0.path) }
  }

  /// The same of layers of some families.
  func recurrentGradients(of families: Set<Family>) -> [Site] {
    let paths = Set(recurrent.filter { families.contains($0.family) }.map(\.path))
    return gradients.filter { paths.contains($0.path) }
  }

  /// Those with the slope of a gate or of a candidate in them, but for that of C.
  var gateSlopes: [Site] {
    recurrentGradients.filter { site in
      site.name != "dC" && site.term.contains { GateSlope($0) != nil }
    }
  }
}

/// `∂i ⊙ i ⊙ (1 − i)` of a σ, `∂g ⊙ (1 − g²)` of a tanh.
struct GateSlope {
  /// What comes from above: ∂i.
  let incoming: Term
  /// i.
  let gate: Term
  let isSigmoid: Bool

  var name: String { gate.value?.name.ascii ?? "h" }

  /// `i(1 − i)`, as it is said.
  var words: String { isSigmoid ? "\(name)(1 − \(name))" : "1 − \(name)²" }

  init?(_ part: Term) {
    guard let (rest, slope) = part.pair(of: Multiply.self),
      let (one, inner) = slope.pair(of: Subtract.self), one.plainNumber == 1
    else { return nil }
    if inner.value != nil, let (incoming, gate) = rest.pair(of: Multiply.self), gate == inner {
      (self.incoming, self.gate, isSigmoid) = (incoming, gate, true)
      return
    }
    guard let gate = inner.operand(of: Square.self) else { return nil }
    (incoming, self.gate, isSigmoid) = (rest, gate, false)
  }
}

extension Term {
  /// The term with another one for what goes through gates; where `change` gives nil, the term stays.
  func mappingGateSlopes(_ change: (GateSlope) -> Term?) -> Term {
    replacing { GateSlope($0).flatMap(change) }
  }

  /// The summands of a sum, from the left to the right.
  var summands: [Term] {
    guard let (a, b) = pair(of: Add.self) else { return [self] }
    return a.summands + b.summands
  }

  /// The sum of what becomes of its summands; zeros where nothing is left.
  func mappingSummands(_ change: (Term) -> Term?) -> Term {
    let left = summands.compactMap(change)
    guard let first = left.first else { return 0 * self }
    return left.dropFirst().reduce(first) { $0 + $1 }
  }
}

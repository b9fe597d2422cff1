/// Going back through a term: from the gradient of what it gives to those of what it reads.
extension Term {
  /// What becomes of a gradient on its way down.
  package struct Way {
    /// Whether a part has to get its gradient; nothing is written for any other.
    package let isWanted: (Term) -> Bool
    /// Keeps the gradient of a part for later; `isShared`: the part is the same for all samples, the gradient is not yet
    /// summed over them.
    package let defers: (_ part: Term, _ gradient: Term, _ isShared: Bool) -> Bool
    /// Takes the gradient of a part over; what it takes is not followed further.
    package let takes: (_ part: Term, _ gradient: Term) -> Bool

    package init(
      isWanted: @escaping (Term) -> Bool = { _ in true },
      defers: @escaping (_ part: Term, _ gradient: Term, _ isShared: Bool) -> Bool = { _, _, _ in
        false
      },
      takes: @escaping (_ part: Term, _ gradient: Term) -> Bool
    ) {
      self.isWanted = isWanted
      self.defers = defers
      self.takes = takes
    }
  }

  /// Follows g, the gradient of the term, down to what it reads. `result` is a name for the term's own value, where it
  /// has one: `1 − h²` in place of `1 − tanh(C)²`.
  package func pullBack(_ g: Term, result: Term? = nil, _ way: Way) {
    switch self {
    case .value, .number: return
    case .named(let function, let operands):
      if operands.count == 1, let slope = function.slopeFunction {
        return hand(g * .named(slope, operands), to: operands[0], way)
      }
      guard let pullback = function.pullback else {
        return function.definition(operands).pullBack(g, result: result, way)
      }
      for (operand, gradient) in zip(operands, pullback(g, operands)) {
        if let gradient { hand(gradient, to: operand, way) }
      }
    case .apply(let op, let operands):
      guard operands.contains(where: way.isWanted) else { return }
      let shape = shape
      let own = op.takesSmallGradients ? g : g.spread(to: shape)
      for (operand, gradient) in zip(operands, op.pullback(own, operands, result ?? self)) {
        if let gradient { hand(gradient, to: operand, way) }
      }
    }
  }

  /// Hands an operand its gradient.
  private func hand(_ gradient: Term, to operand: Term, _ way: Way) {
    if case .number = operand { return }
    guard way.isWanted(operand) else { return }
    var gradient = gradient.simplified
    let isShared = isBatched && !operand.isBatched
    if way.defers(operand, gradient, isShared) { return }
    if isShared { gradient = gradient.summedOverSamples(of: self) }
    if way.takes(operand, gradient) { return }
    operand.pullBack(gradient, way)
  }

  /// The sum over all samples, for what they share; `whole` is what every sample has one of.
  package func summedOverSamples(of whole: Term) -> Term {
    guard isBatched else { return self * .apply(OverSamples(.count), [whole]) }
    // Of what only stands in another order the sum is made before it is brought there.
    if case .apply(let op, let operands) = self, op is Reshape || op is Permute || op is Negate {
      return with([operands[0].summedOverSamples(of: whole)])
    }
    return OverSamples.sum(self)
  }
}

extension Op {
  /// Whether the pullback takes a gradient that is only as large as it must be to be spread over the result.
  fileprivate var takesSmallGradients: Bool {
    self is any UnaryOp || self is any BinaryOp || self is Select || self is Cast
  }
}

/// An op whose results can be summed up over all samples while they are made: no sample gets one of its own.
package protocol SummingOp: Op {
  /// Whether it does so.
  var sumsSamples: Bool { get }
  /// The same op that does.
  var overAllSamples: any Op { get }
}

extension SummingOp {
  package func isBatched(_ operands: Bool) -> Bool { operands && !sumsSamples }
}

import Terms

/// A cross-entropy of logits in the term of a loss.
struct Crossing {
  let y, z: Term
  let isOfClasses: Bool

  init?(_ part: Term) {
    guard case .named(let function, let operands) = part, operands.count == 2,
      function.name.hasSuffix("_cross_entropy")
    else { return nil }
    (y, z) = (operands[0], operands[1])
    isOfClasses = function.name.contains("softmax")
  }

  /// The first in a term.
  init?(in term: Term) {
    guard let first = term.first(where: { Crossing($0) != nil }), let own = Crossing(first) else {
      return nil
    }
    self = own
  }
}

extension Anatomy {
  /// Whether a loss is a cross-entropy computed from the logits.
  var hasLossOfLogits: Bool {
    losses.contains { $0.name == "l" && Crossing(in: $0.term) != nil }
  }
}

extension Term {
  /// Keras' epsilon.
  static let fuzz = 1e-7

  /// Brought between 1e-7 and 1 − 1e-7.
  var keptInside: Term {
    let low = Term.apply(Minimum(), [self, .number(1 - Term.fuzz)])
    return .apply(Maximum(), [low, .number(Term.fuzz)])
  }
}

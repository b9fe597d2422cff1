import Equations
import Tensors
import Terms

/// `−Σ y·ln(clip(p))` where Keras takes the logits of what gave p: beyond 1e-7 and 1 − 1e-7 the loss stays, and its slope is 0.
struct ProbabilitiesClipped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.hasLossOfLogits else { return [] }
    let paths = Dictionary(
      anatomy.slopes(behind: ["dz", "dx"]).map { ($0.path, $0.name) },
      uniquingKeysWith: { a, _ in a })
    return [
      Slip(
        "T35", "the cross-entropy of clipped probabilities, not of the logits",
        .equation { draft in
          if draft.kind == "Loss", draft.name.ascii == "l" {
            return draft.term.replacing { Crossing($0)?.clipped }
          }
          guard paths[draft.path] == draft.name.ascii else { return nil }
          return draft.term.replacing { ProbabilitiesClipped.slope($0) }
        })
    ]
  }

  /// `a − y` of what is not clipped: of a softmax `a·Σy − y` of the classes that count.
  private static func slope(_ part: Term) -> Term? {
    guard let (a, y) = part.pair(of: Subtract.self), let value = a.value, value.name.ascii == "a",
      y.value != nil
    else { return nil }
    guard a.shape.width > 1 else { return a.unclipped(a - y) }
    let counted = a.unclipped(y)
    let sum = counted(Reduce(.sum, axes: [-1], keepsAxes: true))
    return a * sum - counted
  }
}

extension Crossing {
  /// The same of the probabilities, kept between 1e-7 and 1 − 1e-7.
  fileprivate var clipped: Term {
    let clipped = (isOfClasses ? z(Softmax()) : z(Sigmoid())).keptInside
    guard isOfClasses else {
      return -(y * clipped(Log()) + (1 - y) * (1 - clipped)(Log()))
    }
    return -(y * clipped(Log()))(Reduce(.sum, axes: [-1], keepsAxes: false))
  }
}

extension Term {
  /// Another term where this one is between 1e-7 and 1 − 1e-7, and 0 elsewhere.
  fileprivate func unclipped(_ other: Term) -> Term {
    let isBelow = Term.apply(LessEqual(), [self, .number(1 - Term.fuzz)])
    let isAbove = Term.apply(GreaterEqual(), [self, .number(Term.fuzz)])
    return .select(isBelow, .select(isAbove, other, 0), 0)
  }
}

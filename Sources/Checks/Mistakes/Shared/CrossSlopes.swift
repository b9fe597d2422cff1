import Equations
import Tensors
import Terms

/// `∂z = ∂ℓ ⊙ (p − y)`: the slope of a cross-entropy and of the activation before it in one.
struct CrossSlope {
  /// What every difference is multiplied by: ∂ℓ, a sample's weight, 1/k.
  let share: Term
  /// What was predicted, and what was wanted: labels, smoothed ones, or 1 in the place of the class.
  let p, y: Term
  /// Whether p is what a softmax gives, not a σ.
  let isOfClasses: Bool
  /// Whether `(a − y) ⊙ a(1 − a)` is the mistake of another name.
  let isOfTarget: Bool

  init?(_ site: Site, _ term: Term, _ anatomy: Anatomy) {
    let (share, error) = term.pair(of: Multiply.self) ?? (1, term)
    guard let (p, y) = error.pair(of: Subtract.self) else { return nil }
    let activated = anatomy.activation(of: site)
    let isSoftmax =
      p.operand(of: Softmax.self) != nil || activated?.isApplied(Softmax.self) == true
    let isSigmoid =
      p.operand(of: Sigmoid.self) != nil || activated?.isApplied(Sigmoid.self) == true
    guard isSoftmax || isSigmoid else { return nil }
    (self.share, self.p, self.y, isOfClasses) = (share, p, y, isSoftmax)
    isOfTarget = p.value != nil && y.value.map(anatomy.isTarget) == true
  }

  /// `factor·(p − y)`, or its sign, through the slope of σ or of softmax.
  func through(_ factor: Double?) -> Term? {
    if factor == 1, isOfTarget, !isOfClasses { return nil }
    let error = factor.map { Term.number($0) * (p - y) } ?? (p - y)(Sign())
    guard isOfClasses else { return share * error * p * (1 - p) }
    let mean = error / .number(Double(max(p.shape.width, 1)))
    let along = (p * mean)(Reduce(.sum, axes: [-1], keepsAxes: true))
    return share * p * (mean - along)
  }

  /// `−y·(1 − p)`: the slope `−y/p` of the loss through `p(1 − p)` alone; nil of a σ, whose slope that is.
  var withoutCrossTerms: Term? { isOfClasses ? -(share * (y * (1 - p))) : nil }

  /// The slope of the loss by p, taken for that by z: `−y/p`, or `(p − y)/(p(1 − p))`.
  var withoutActivation: Term {
    isOfClasses ? -(share * (y / p)) : share * ((p - y) / (p * (1 - p)))
  }
}

extension Anatomy {
  /// The gradients that read what was wanted, or what the loss made of it: smoothed labels, a class as 0 and 1.
  var lossSlopes: [Site] {
    let made = program.equations.filter { program.phase(of: program.frames[$0.frame]) == .loss }
    let wanted = Set(made.map(\.result.id))
    return gradients.filter { site in
      ["dz", "dx", "da", "dy"].contains(site.name)
        && site.term.contains { part in
          part.pair(of: Subtract.self)?.1.value
            .map { isTarget($0) || wanted.contains($0.id) } == true
        }
    }
  }

  /// Those that are the slope of a cross-entropy and of the activation before it in one.
  var crossSlopes: [Site] { lossSlopes.filter { CrossSlope($0, $0.term, self) != nil } }
}

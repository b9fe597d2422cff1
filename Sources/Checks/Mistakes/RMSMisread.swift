import Equations
import Terms

/// `x/√(Σx² + ε)` or `(x − μ)/√(σ² + ε)` for RMSNormalization, or `(1 + γ) ⊙ n`, as Gemma has it (N29).
struct RMSMisread: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let frames = anatomy.frames("RMSNormalization")
    let name = MistakeName.known("N29").unpaired
    let sum = anatomy.inCalls(frames, name, "the sum of the squares, not their mean") { draft in
      guard draft.name.ascii == "r" else { return nil }
      return draft.term.mapping(Reduce.self) { op, operands in
        operands.first.map { $0(Reduce(.sum, axes: op.axes, keepsAxes: op.keepsAxes)) }
      }
    }
    let variance = anatomy.inCalls(frames, name, "the variance, not the mean of the squares") {
      $0.name.ascii == "r" ? RMSMisread.aboutMean($0.term) : nil
    }
    let centered = anatomy.inCalls(frames, name, "normalized as LayerNormalization: the mean off") {
      draft in
      if draft.name.ascii == "r" { return RMSMisread.aboutMean(draft.term) }
      guard let axes = anatomy.term("r", of: draft.path).flatMap(RMSMisread.axes) else {
        return nil
      }
      return draft.term.mapping(Divide.self) { op, operands in
        guard operands.count == 2, let x = operands.first else { return nil }
        return .apply(op, [x - x(Reduce(.mean, axes: axes, keepsAxes: true)), operands[1]])
      }
    }
    let more = anatomy.inCalls(frames, name, "1 + γ for γ, as Gemma has it") { draft in
      draft.term.replacing("gamma") { 1 + $0 }
    }
    let root = anatomy.inCalls(frames, name, "no square root: divided by the mean square") {
      draft in
      draft.name.ascii == "r"
        ? nil : draft.term.mapping(Sqrt.self) { _, operands in operands.first }
    }
    return sum + variance + centered + more + root
  }

  /// The variance where the mean of the squares stands.
  private static func aboutMean(_ term: Term) -> Term? {
    guard let center = mean(in: term) else { return nil }
    return term.mapping(Square.self) { _, _ in (center.x - center.mean)(Square()) }
  }

  /// What is squared, and its mean along the same axes.
  private static func mean(in term: Term) -> (x: Term, mean: Term)? {
    guard let axes = axes(of: term) else { return nil }
    var found: (x: Term, mean: Term)?
    term.visit { part in
      guard let x = part.operand(of: Square.self) else { return }
      found = (x, x(Reduce(.mean, axes: axes, keepsAxes: true)))
    }
    return found
  }

  /// The axes that a mean goes over.
  private static func axes(of term: Term) -> [Int]? {
    var found: [Int]?
    term.visit { part in
      guard case .apply(let op, _) = part, let reduce = op as? Reduce else { return }
      found = reduce.axes
    }
    return found
  }
}

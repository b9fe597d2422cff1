import Equations
import Tensors
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
      guard let squares = draft.equations.term("r", of: draft.path),
        let center = RMSMisread.mean(in: squares), let x = center.x.value
      else { return nil }
      return draft.term.replacing { part in
        part.value == x ? center.x - center.mean : nil
      }
    }
    let more = anatomy.inCalls(frames, name, "1 + γ for γ, as Gemma has it") { draft in
      draft.term.replacing("gamma") { 1 + $0 }
    }
    return sum + variance + centered + more
  }

  /// The variance where the mean of the squares stands.
  private static func aboutMean(_ term: Term) -> Term? {
    guard let center = mean(in: term) else { return nil }
    return term.mapping(Square.self) { _, _ in (center.x - center.mean)(Square()) }
  }

  /// What is squared, and its mean along the same axes.
  private static func mean(in term: Term) -> (x: Term, mean: Term)? {
    var found: (x: Term, mean: Term)?
    term.visit { part in
      guard case .apply(let op, let operands) = part, let reduce = op as? Reduce,
        let x = operands.first?.operand(of: Square.self)
      else { return }
      found = (x, x(Reduce(.mean, axes: reduce.axes, keepsAxes: true)))
    }
    return found
  }
}

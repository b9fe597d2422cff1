import Equations
import Tensors
import Terms

/// `σ² = Σ(x − μ)²/(n − 1)`: the variance of a sample, where Keras divides by n.
struct SampleVariance: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Normalizations.slips("N8", "the variance with n − 1", anatomy, .layer) { paths in
      .equation("sigma2", in: paths) { draft in
        guard let x = draft.term.value("x") ?? draft.term.value("x_wide") else { return nil }
        let count = x.shape.count / max(draft.term.shape.count, 1)
        return count > 1 ? draft.term * .number(Double(count) / Double(count - 1)) : nil
      }
    }
  }
}

import Equations
import Tensors
import Terms

/// `n = (x − mean(x))/√(var(x) + ε)` with the mean and variance of this batch, as in training.
struct BatchStatistics: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Normalizations.slips("N1", "the batch's own statistics", anatomy, .batch) {
      BatchStatistics.revision($0, anatomy)
    }
  }

  /// `isOfSample`: the variance with n − 1.
  static func revision(
    _ paths: [String], _ anatomy: Anatomy, isOfSample: Bool = false
  ) -> Revision {
    let samples = anatomy.samples
    // In training they are the batch's own.
    let taken = Set(anatomy.calls.map(\.path).filter { anatomy.term("sigma2", of: $0) != nil })
    return .equation("n", in: paths) { draft in
      guard !taken.contains(draft.path),
        let x = draft.term.value("x") ?? draft.term.value("x_wide")
      else { return nil }
      let all = x(AllSamples(count: samples))
      // The weights have the axis' length; where it is not the last, they are reshaped to it.
      var axis = x.shape.rank - 1
      draft.term.visit { part in
        guard case .apply(let op, let operands) = part, let reshape = op as? Reshape,
          operands.first?.value?.name.ascii == "mu"
        else { return }
        axis = x.shape.rank - reshape.dims.count
      }
      let axes = (0...x.shape.rank).filter { $0 != axis + 1 }
      let kept = Shape(x.shape.dims.enumerated().map { $0.offset == axis ? $0.element : 1 })
      let mean = all(Reduce(.mean, axes: axes, keepsAxes: true))
      let count = Double(samples * x.shape.dims.reduce(1, *) / max(1, x.shape[axis]))
      let more = isOfSample && count > 1 ? count / (count - 1) : 1
      let plain = (all - mean)(Square())(Reduce(.mean, axes: axes))
      let variance = more == 1 ? plain : plain * .number(more)
      let own = mean(Reshape(kept.dims))
      return draft.term.replacing { part in
        let inner: Term
        if case .apply(let op, let operands) = part, op is Reshape, let first = operands.first {
          inner = first
        } else {
          inner = part
        }
        switch inner.value?.name.ascii {
        case "mu": return own
        case "sigma2": return variance(Reshape(kept.dims))
        default: return nil
        }
      }
    }
  }
}

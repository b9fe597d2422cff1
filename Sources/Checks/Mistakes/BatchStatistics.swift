import Equations
import Tensors
import Terms

/// `n = (x − mean(x))/√(var(x) + ε)` with the mean and variance of this batch, as in training.
struct BatchStatistics: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    return Normalizations.slips("N1", "the batch's own statistics", anatomy, .batch) { paths in
      .equation("n", in: paths) { draft in
        guard let x = draft.term.value("x") ?? draft.term.value("x_wide") else { return nil }
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
        let variance = (all - mean)(Square())(Reduce(.mean, axes: axes))
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
}

/// What mistakes with normalizing layers share.
enum Normalizations {
  enum Kind { case batch, layer }

  static func slips(
    _ id: String, _ title: String, _ anatomy: Anatomy, _ kind: Kind,
    _ revision: ([String]) -> Revision
  ) -> [Slip] {
    let frames = anatomy.program.frames.filter { frame in
      switch kind {
      case .batch: frame.kind.contains("BatchNormalization")
      case .layer: frame.kind == "LayerNormalization"
      }
    }
    let all = frames.map(\.path)
    let groups = [all] + (all.count > 1 ? all.map { [$0] } : [])
    return groups.filter { !$0.isEmpty }.map { paths in
      let only = paths.count < all.count ? ", in \(paths[0]) alone" : ""
      return Slip(id, title + only, revision(paths))
    }
  }

  /// Another ε beside the variance.
  static func epsilon(_ epsilon: Double, _ paths: [String]) -> Revision {
    .equation("n", in: paths) { draft in
      draft.term.replacing { part in
        guard case .apply(let op, let operands) = part, op is Add, operands.count == 2,
          case .number = operands[1]
        else { return nil }
        return epsilon == 0 ? operands[0] : operands[0] + .number(epsilon)
      }
    }
  }
}

import Equations
import Tensors
import Terms

/// Mean and variance over another axis than the layer's: over time, over all of the sample, or over
/// the samples.
struct NormalizedOverAnotherAxis: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    let ranks = anatomy.frames("LayerNormalization").compactMap { $0.inputs.first?.shape.rank }
    guard let rank = ranks.max() else { return [] }
    // Axis 0 is the batch's; each axis by itself, all of a sample, and everything.
    var choices = (0...rank).map { [$0] }
    if rank > 1 { choices.append(Array(1...rank)) }
    choices.append(Array(0...rank))
    return choices.flatMap { axes -> [Slip] in
      if axes.contains(0), samples < 2 { return [] }
      let list = axes.map(String.init).joined(separator: ", ")
      return Normalizations.slips(
        .known("N9").unpaired, "normalized over axis \(list) of the batch", anatomy, .layer
      ) { paths in
        .equation { draft in
          guard paths.contains(draft.path), ["mu", "sigma2"].contains(draft.name.ascii) else {
            return nil
          }
          return NormalizedOverAnotherAxis.mean(draft.term, axes, samples)
        }
      }
    }
  }

  private static func mean(_ term: Term, _ axes: [Int], _ samples: Int) -> Term? {
    guard case .apply(let op, let operands) = term, op is Reduce, let inner = operands.first,
      axes.allSatisfy({ $0 <= inner.shape.rank })
    else { return nil }
    if !axes.contains(0) {
      return inner(Reduce(.mean, axes: axes.map { $0 - 1 }, keepsAxes: true))
    }
    let all = inner(AllSamples(count: samples))
    let mean = all(Reduce(.mean, axes: axes, keepsAxes: true))
    return mean(Reshape(Array(mean.shape.dims.dropFirst())))
  }
}

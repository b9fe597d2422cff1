import Equations
import Tensors
import Terms

/// The median of the losses of the samples, where Keras takes their mean (T115).
struct MedianOfLosses: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let (count, name) = (anatomy.samples, MistakeName.known("T115").unpaired)
    let sites = anatomy.losses.filter { $0.name == "L" }
    guard count > 2, !sites.isEmpty else { return [] }
    let paths = Set(sites.map(\.path))
    return [
      Slip(
        name, "the median of the samples' losses, not their mean",
        .equation { draft in
          guard paths.contains(draft.path), draft.name.ascii == "L", !draft.equations.isGradient,
            let losses = draft.equations.value("l_w", of: draft.path)
              ?? draft.equations.value("l", of: draft.path)
          else { return nil }
          // Of places, each sample's own loss is their mean.
          let own = losses.shape.rank == 0 ? losses : losses(Reduce(.mean))
          let sorted = own(AllSamples(count: count))(Sort(axis: 0))
          return (sorted(Slice([.at((count - 1) / 2)])) + sorted(Slice([.at(count / 2)]))) / 2
        })
    ]
  }
}

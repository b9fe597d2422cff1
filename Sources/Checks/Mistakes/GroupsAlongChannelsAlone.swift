import Equations
import Terms

/// GroupNormalization over the channels of a group alone, place by place, where it goes over all places of a sample too (N30).
struct GroupsAlongChannelsAlone: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(
      anatomy.frames("GroupNormalization"), .possible("N30").unpaired,
      "each place's channels in groups by themselves, not over all places"
    ) { draft in
      guard ["mu", "sigma2"].contains(draft.name.ascii) else { return nil }
      return draft.term.mapping(Reduce.self) { op, operands in
        guard let x = operands.first, let axes = op.axes, axes.count > 1, let last = axes.max()
        else { return nil }
        // All of the shape of the right one's place: the numbers of every place go along.
        return x(Reduce(op.kind, axes: [last], keepsAxes: op.keepsAxes))
      }
    }
  }
}

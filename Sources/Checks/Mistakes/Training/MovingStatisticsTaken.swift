import Equations
import Terms

/// `n = (x − μ_mov)/√(σ²_mov + ε)` in training, where BatchNormalization takes the batch's own mean and variance; the moving
/// ones move all the same, or stay as at inference.
struct MovingStatisticsTaken: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.predictions.filter { $0.name == "n" && $0.term.value("sigma2") != nil }
    let moving = ["mu": "moving_mean", "sigma2": "moving_variance"]
    let title = "the moving mean and variance in training, not the batch's own"
    func taken(in sites: [Site]) -> Revision {
      let paths = Set(sites.map(\.path))
      return .equation { draft in
        guard paths.contains(draft.path), draft.name.ascii == "n", !draft.equations.isGradient
        else { return nil }
        return draft.term.replacing { part in
          part.value.flatMap { moving[$0.name.ascii] }
            .flatMap { draft.equations.value($0, of: draft.path) }
        }
      }
    }
    let moved = anatomy.inEach(sites) { Slip("T70", title, taken(in: $0)) }
    let kept = anatomy.inEach(sites) { sites in
      let paths = Set(sites.map(\.path))
      return Slip(
        .possible("T70").unpaired.kin("T93"), title + ", and not moved: all as at inference",
        taken(in: sites) + MovingStatisticsKept.revision(in: paths))
    }
    return moved + kept
  }
}

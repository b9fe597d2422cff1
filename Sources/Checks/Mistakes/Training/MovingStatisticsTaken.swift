import Equations
import Terms

/// `n = (x − μ_mov)/√(σ²_mov + ε)` in training, where BatchNormalization takes the batch's own mean and variance.
struct MovingStatisticsTaken: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let sites = anatomy.predictions.filter { $0.name == "n" && $0.term.value("sigma2") != nil }
    let moving = ["mu": "moving_mean", "sigma2": "moving_variance"]
    return anatomy.inEach(sites) { sites in
      let paths = Set(sites.map(\.path))
      return Slip(
        "T70", "the moving mean and variance in training, not the batch's own",
        .equation { draft in
          guard paths.contains(draft.path), draft.name.ascii == "n", !draft.equations.isGradient
          else { return nil }
          return draft.term.replacing { part in
            part.value.flatMap { moving[$0.name.ascii] }
              .flatMap { draft.equations.value($0, of: draft.path) }
          }
        })
    }
  }
}

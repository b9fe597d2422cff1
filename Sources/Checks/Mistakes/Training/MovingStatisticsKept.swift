import Equations
import Terms

/// `μ_mov′ = μ_mov`: the moving mean and variance stay as they are, where a step of training moves them.
struct MovingStatisticsKept: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "the moving mean and variance not moved by the step"
    return anatomy.slips("T93", title, in: anatomy.movingStatistics) { _, term in
      term.onlyWeight
    }
  }

  /// The same as a change of some calls.
  static func revision(in paths: Set<String>) -> Revision {
    .equation { draft in
      guard paths.contains(draft.path), draft.name.ascii.isOfMovingStatistics else { return nil }
      return draft.term.onlyWeight
    }
  }
}

extension Term {
  /// The one weight that it reads; nil of none or several.
  fileprivate var onlyWeight: Term? {
    let weights = values.filter { $0.role == .weight }
    return weights.count == 1 ? weights.first.map { .value($0) } : nil
  }
}

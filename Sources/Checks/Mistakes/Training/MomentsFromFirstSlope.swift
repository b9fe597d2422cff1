import Equations
import Terms

/// `m′ = g` at the first step: a moving mean begun with the first slope, where Keras begins with 0.
struct MomentsFromFirstSlope: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    guard let path = anatomy.stepPath else { return [] }
    return anatomy.slips(
      .possible("T50"), inKept: { "\($0) begun with the first slope, not with 0" }
    ) {
      mean, draft in
      guard let t = draft.equations.value("t", of: path) else { return nil }
      let isFirst = Term.apply(LessEqual(), [t, 1])
      return mean.with(mean.share).replacing { part in
        part == mean.old ? .select(isFirst, mean.new, mean.old) : nil
      }
    }
  }
}

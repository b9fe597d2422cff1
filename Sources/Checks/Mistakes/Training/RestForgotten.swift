import Terms

/// `m′ = β·m + g`: what comes into a moving mean is not weighed by 1 − β; or `m + g`, a sum of all steps.
struct RestForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.slips(.possible("T51"), inKept: { "what comes into \($0) not weighed by 1 − β" }) {
      mean, _ in
      .number(mean.share) * mean.old + mean.new
    }
      + anatomy.slips(
        .possible("T51").unpaired,
        inKept: { "\($0) a sum of all steps, of which nothing is forgotten" }
      ) { mean, _ in mean.old + mean.new }
  }
}

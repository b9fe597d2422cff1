import Terms

/// `m′ = β·m + g`: what comes into a moving mean is not weighed by 1 − β.
struct RestForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.slips(.possible("T51"), inKept: { "what comes into \($0) not weighed by 1 − β" }) {
      mean, _ in
      .number(mean.share) * mean.old + mean.new
    }
  }
}

import Terms

/// `w′ = w + η·m′`: the rate is in m already.
struct RateTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.plainMomentumSlips("T53", "the momentum multiplied by the learning rate once more") {
      w, m, _, down in down.pair(of: Multiply.self).map { w + m * $0.1 }
    }
  }
}

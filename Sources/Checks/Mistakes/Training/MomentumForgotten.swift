import Equations
import Terms

/// `m′ = −η·g`: nothing is kept of the steps before.
struct MomentumForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.momentumSlips("T19", "the momentum forgotten") { _, _, down in -down }
  }
}

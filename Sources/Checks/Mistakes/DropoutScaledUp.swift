import Equations
import Terms

/// `y = x/(1 − rate)` at inference, without a mask.
struct DropoutScaledUp: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Dropouts.slips("D19", "dropout divided by 1 − rate at inference", anatomy) { draft, rate in
      rate < 1 ? draft.term / .number(1 - rate) : nil
    }
  }
}

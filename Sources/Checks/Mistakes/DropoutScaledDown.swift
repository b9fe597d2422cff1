import Equations
import Terms

/// `y = x·(1 − rate)` at inference, where dropout does nothing.
struct DropoutScaledDown: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    Dropouts.slips("D18", "dropout multiplied by 1 − rate at inference", anatomy) { draft, rate in
      draft.term * .number(1 - rate)
    }
  }
}

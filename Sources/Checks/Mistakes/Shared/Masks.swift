import Equations
import Terms

extension Slip.Contrast {
  /// That a masked timestep is computed where it is to be skipped.
  static func masks(_ chosen: Anatomy.Chosen, _ numbers: String) -> Slip.Contrast {
    Slip.Contrast(
      at: chosen.place, right: "a masked timestep keeps the state",
      wrong: "every timestep is computed, \(numbers)")
  }
}

extension Equations {
  /// A sequence as it was before a masking layer put zeros into it.
  func unmasked(_ input: Term) -> Term { self.input(ofLayer: "Masking", making: input) ?? input }
}

import Equations

/// R01 and R08 together: `h₋₁ = 1`, and the mask ignored.
struct OnesAndMaskIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.simpleRNN: "R18"], "an initial h of ones, and the mask ignored") {
      chosen in
      (
        InitialStateOfOnes.revision(chosen.loops, ones: [0]) + MaskIgnored.revision(chosen.loops),
        Slip.Contrast(
          at: chosen.place, right: "h₋₁ = 0 at t = 0, masked steps skipped",
          wrong: "h₋₁ = 1 at t = 0, masked numbers fed")
      )
    }
  }
}

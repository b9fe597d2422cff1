/// `h₋₁ = C₋₁ = 1` before the first timestep.
struct InitialStatesOfOnes: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let both = anatomy.inRecurrent([.lstm: "L06"], "an initial h and C of ones") { chosen in
      (
        InitialStateOfOnes.revision(chosen.loops, ones: [0, 1]),
        Slip.Contrast(
          at: chosen.place, right: "h₋₁ = 0, C₋₁ = 0 at t = 0", wrong: "h₋₁ = 1, C₋₁ = 1 at t = 0")
      )
    }
    let cell = anatomy.inRecurrent([.lstm: .possible("L41")], "an initial C of ones") { chosen in
      (
        InitialStateOfOnes.revision(chosen.loops, ones: [1]),
        Slip.Contrast(at: chosen.place, right: "C₋₁ = 0 at t = 0", wrong: "C₋₁ = 1 at t = 0")
      )
    }
    return both + cell
  }
}

import Terms

/// `∂f = 0`: what a gate or a candidate makes of its operands hands no gradient on, as where it is taken for a constant.
struct GateGradientForgotten: Mistake {
  private static let gates: [(family: Anatomy.Family, letters: [String])] = [
    (.lstm, ["i", "f", "g", "o"]), (.gru, ["z", "r", "g"]),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    GateGradientForgotten.gates.flatMap { family, letters in
      letters.flatMap { letter in
        let sites = anatomy.recurrentGradients(of: [family]).filter { $0.name == "d\(letter)" }
        return anatomy.slips(
          .possible("T90").unpaired, "no gradient through \(letter), as if it were a constant",
          in: sites
        ) { _, term in 0 * term }
      }
    }
  }
}

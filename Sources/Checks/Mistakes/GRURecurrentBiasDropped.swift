import Equations

/// The second row of the (2, 3·units) bias taken as 0: `q = h₋₁·U`.
struct GRURecurrentBiasDropped: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let recurrent = anatomy.inRecurrent([.gru: "G3"], "the recurrent bias dropped") { chosen in
      (.equation("q", in: chosen.paths) { $0.term.withoutBias }, nil)
    }
    let input = anatomy.inRecurrent([.gru: .possible("G24")], "the input's bias dropped") {
      chosen in
      guard anatomy.term("q", of: chosen.place) != nil else { return nil }
      return (.equation("p", in: chosen.paths) { $0.term.withoutBias }, nil)
    }
    return recurrent + input
  }
}

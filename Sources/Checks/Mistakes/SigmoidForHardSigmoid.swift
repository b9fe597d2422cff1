import Terms

/// `σ(z)` where the gates have the hard sigmoid.
struct SigmoidForHardSigmoid: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L20", .gru: .possible("G20")], "σ for the hard sigmoid") {
      chosen in
      guard let gate = chosen.gates.first,
        case .named(let function, _)? = anatomy.term(gate, of: chosen.place),
        function.name.hasPrefix("hard_sigmoid")
      else { return nil }
      return (.gates(in: chosen) { z, _ in z(Sigmoid()) }, nil)
    }
  }
}

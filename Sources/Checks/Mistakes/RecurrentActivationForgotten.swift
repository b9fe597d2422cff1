import Terms

/// `h = z`: a SimpleRNN without its activation.
struct RecurrentActivationForgotten: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.simpleRNN: "R13"], "the recurrent activation forgotten") { chosen in
      (.unmasked("h", in: chosen.paths) { term, _ in term.application.argument }, nil)
    }
  }
}

import Equations

/// The states that a call before left: the same input computed a second time without a reset.
struct StateOfCallBefore: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R20", .lstm: "L46", .gru: "G29"],
      "the states of an earlier call kept: the input computed twice without a reset"
    ) { chosen in
      let revision = Revision.loop(in: chosen.loops) { call, _, run in
        let first = try run(call)
        var again = call
        again.initial = first.states
        return try run(again)
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "h₋₁ = 0 at t = 0",
          wrong: "h₋₁ at t = 0 is the state after the last timestep of a call before")
      )
    }
  }
}

import Equations
import Terms

/// The last timestep alone, from the final state: `h = act(x_T·W + h_T·U + b)`, x_T as it was fed.
struct FinalStateAsPrevious: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let hasMask = !anatomy.frames("Masking").isEmpty
    return (hasMask ? [true, false] : [true]).flatMap { isRaw in
      anatomy.inRecurrent(
        [.simpleRNN: "R02", .lstm: "L28", .gru: "G06"],
        "the final state used as the previous one" + (isRaw ? "" : ", masked numbers zeroed")
      ) { chosen in
        let revision = Revision.loop(in: chosen.loops) { call, equations, run in
          let first = try run(call)
          var again = call
          let input = isRaw ? equations.unmasked(call.input) : call.input
          again.input = try equations("x_last", input(Slice([.range(-1, nil, step: nil)])))
          again.mask = nil
          again.isReversed = false
          again.initial = first.states
          return try run(again)
        }
        return (
          revision,
          Slip.Contrast(
            at: chosen.place, right: "h₋₁ is the state of the timestep before",
            wrong: "h₋₁ is the state after the last timestep, and only that timestep is computed")
        )
      }
    }
  }
}

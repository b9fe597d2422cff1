import Equations
import Tensors
import Terms

/// Every timestep of the output is the last state: one array was kept for all of them and overwritten in place.
struct EveryTimestepTheLast: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R21", .lstm: "L47", .gru: "G30"],
      "the state overwritten in place: every timestep of the output is the last one"
    ) { chosen in
      let revision = Revision.loop(in: chosen.loops) { call, equations, run in
        var result = try run(call)
        guard result.output.shape.rank == 2, result.states.indices.contains(call.output) else {
          return result
        }
        let last = result.states[call.output](BroadcastTo(result.output.shape.dims))
        result.output = try equations("y_last", last)
        return result
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "each timestep's own state",
          wrong: "the state after the last timestep, in every row")
      )
    }
  }
}

import Equations
import Terms

/// `h = 0` where the last timestep is masked.
struct OutputZeroedWhereMasked: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R15", .lstm: .possible("L38"), .gru: .possible("G16")],
      "the output zeroed when the last step is masked"
    ) { chosen in
      let revision = Revision.loop(in: chosen.loops) { call, equations, run in
        var result = try run(call)
        guard let mask = call.mask else { return result }
        let isLast = mask(Slice([.at(-1)]))
        result.output = try equations("h", .select(isLast, result.output, 0))
        return result
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "h is kept where the last timestep is masked",
          wrong: "h = 0 where the last timestep is masked")
      )
    }
  }
}

import Equations
import Tensors
import Terms

/// `h = 0` where a timestep is masked: the last one, or each that is put out.
struct OutputZeroedWhereMasked: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R15", .lstm: .possible("L38"), .gru: .possible("G16")],
      "the output zeroed when its step is masked"
    ) { chosen in
      let revision = Revision.loop(in: chosen.loops) { call, equations, run in
        var result = try run(call)
        guard let mask = call.mask else { return result }
        let isSequence = result.output.shape.rank > 1
        let counts = isSequence ? mask(Reshape([mask.shape.count, 1])) : mask(Slice([.at(-1)]))
        result.output = try equations("h", .select(counts, result.output, 0))
        return result
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "h is kept where the timestep is masked",
          wrong: "h = 0 where the timestep is masked")
      )
    }
  }
}

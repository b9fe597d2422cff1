import Equations
import Tensors
import Terms

/// `z = xₜ₋₁·W + h₋₁·U + b`: a recurrent layer that reads the timestep before, zeros at first, or the one behind (R28, L55, G39).
struct InputOfAnotherTimestep: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    let names: [Anatomy.Family: MistakeName] = [
      .simpleRNN: .possible("R28").unpaired, .lstm: .possible("L55").unpaired,
      .gru: .possible("G39").unpaired,
    ]
    let ways: [(title: String, isBefore: Bool)] = [
      ("x of the timestep before, zeros in the first one", true),
      ("x of the timestep behind, zeros in the last one", false),
    ]
    return ways.flatMap { title, isBefore in
      anatomy.inRecurrent(names, title) { chosen in
        let revision = Revision.start(in: chosen.loops) { call, equations in
          let steps = call.input.shape[0]
          guard steps > 1 else { return }
          // Backwards the timestep before stands behind.
          let fromFront = isBefore != call.isReversed
          let cut = Slice([fromFront ? .range(0, -1, step: nil) : .range(1, nil, step: nil)])
          let rest = [Int](repeating: 0, count: call.input.shape.rank - 1)
          call.input = try equations(
            "x_shifted",
            call.input(cut)(
              Pad(before: [fromFront ? 1 : 0] + rest, after: [fromFront ? 0 : 1] + rest)))
        }
        return (
          revision,
          Slip.Contrast(at: chosen.place, right: "x[t]", wrong: isBefore ? "x[t−1]" : "x[t+1]")
        )
      }
    }
  }
}

import Equations
import Tensors
import Terms

/// The mean of all timesteps, their greatest, their sum, or the first one, where the layer puts the last one out.
struct OtherTimestepPutOut: Mistake {
  let isOfPredictionsAlone = true

  private static let ways: [(title: String, make: @Sendable (_ all: Term) -> Term)] = [
    ("the mean over all timesteps", { $0(Reduce(.mean, axes: [0])) }),
    ("the greatest over all timesteps", { $0(Reduce(.max, axes: [0])) }),
    ("the sum of all timesteps", { $0(Reduce(.sum, axes: [0])) }),
    ("the first timestep read", { $0(Slice([.at(0)])) }),
  ]

  func slips(in anatomy: Anatomy) -> [Slip] {
    return OtherTimestepPutOut.ways.flatMap { title, make in
      anatomy.inRecurrent(
        [
          .simpleRNN: .known("R24").unpaired, .lstm: .known("L50").unpaired,
          .gru: .known("G34").unpaired,
        ], "\(title), not the last one"
      ) { chosen in
        (
          OtherTimestepPutOut.revision(chosen.loops, make),
          Slip.Contrast(
            at: chosen.place, right: "the state after the last timestep", wrong: title)
        )
      }
    }
  }

  static func revision(
    _ loops: [String], _ make: @escaping @Sendable (_ all: Term) -> Term
  ) -> Revision {
    .loop(in: loops) { call, equations, run in
      var call = call
      call.collects = true
      var result = try run(call)
      guard let all = result.collected, result.output.shape.rank + 1 == all.shape.rank else {
        return result
      }
      result.output = try equations("y_over_time", make(all))
      return result
    }
  }
}

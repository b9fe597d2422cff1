import Equations
import Tensors
import Terms

/// The states that the sample before left: a loop over the samples in which they are not set to 0 for each.
struct StateOfSampleBefore: Mistake {
  let isOfPredictionsAlone = true

  /// A sample knows that before it after so many passes; more samples are too long.
  private static let most = 12

  func slips(in anatomy: Anatomy) -> [Slip] {
    let samples = anatomy.samples
    guard !anatomy.goesOn,
      (2...StateOfSampleBefore.most).contains(samples)
    else { return [] }
    return anatomy.inRecurrent(
      [
        .simpleRNN: .known("R25").unpaired, .lstm: .known("L51").unpaired,
        .gru: .known("G35").unpaired,
      ], "the states of the sample before kept"
    ) { chosen in
      let revision = Revision.loop(in: chosen.loops) { call, equations, run in
        var result = try run(call)
        for _ in 1..<samples {
          var next = call
          next.initial = try result.states.map {
            try equations("s_before", $0.ofSampleBefore(samples))
          }
          result = try run(next)
        }
        return result
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "h₋₁ = 0 at t = 0 of every sample",
          wrong: "h₋₁ at t = 0 is the last state of the sample before")
      )
    }
  }
}

extension Term {
  /// What the sample before has; zeros for the first one.
  fileprivate func ofSampleBefore(_ samples: Int) -> Term {
    let all = self(AllSamples(count: samples))
    let rest = [Int](repeating: 0, count: shape.rank)
    let earlier = all(Slice([.range(0, samples - 1, step: nil)]))
    return earlier(Pad(before: [1] + rest, after: [0] + rest))(OwnSample())
  }
}

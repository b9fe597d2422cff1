import Equations

/// The timesteps from the last to the first.
struct TimeReversed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R10", .lstm: "L27", .gru: .possible("G12")], "time reversed"
    ) { chosen in
      (
        .start(in: chosen.loops) { call, _ in call.isReversed.toggle() },
        Slip.Contrast(at: chosen.place, right: "t = 0, 1, …, T−1", wrong: "t = T−1, …, 1, 0")
      )
    }
  }
}

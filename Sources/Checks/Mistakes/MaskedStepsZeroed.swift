import Equations

/// x is zeroed in masked timesteps, but the state is updated all the same.
struct MaskedStepsZeroed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R04", .lstm: "L33", .gru: "G08"], "masked steps zeroed but not skipped"
    ) { chosen in
      (
        .start(in: chosen.loops) { call, _ in call.mask = nil },
        .masks(chosen, "x = 0 where masked")
      )
    }
  }
}

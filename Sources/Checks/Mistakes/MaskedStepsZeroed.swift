import Equations
import Tensors
import Terms

/// x is zeroed in masked timesteps, but the state is updated all the same.
///
/// It is the rows that the recurrent layer reads, behind an Embedding those that it gave. Masking has
/// zeroed its own already.
struct MaskedStepsZeroed: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R04", .lstm: "L33", .gru: "G08"], "masked steps zeroed but not skipped"
    ) { chosen in
      (
        .start(in: chosen.loops) { call, equations in
          guard let mask = call.mask else { return }
          call.mask = nil
          guard mask.shape.rank == 1, let steps = mask.shape.dims.first else { return }
          let ones = [Int](repeating: 1, count: call.input.shape.rank - 1)
          let rows = mask(Reshape([steps] + ones))
          call.input = try equations("x_zeroed", .select(rows, call.input, 0))
        },
        .masks(chosen, "x = 0 where masked")
      )
    }
  }
}

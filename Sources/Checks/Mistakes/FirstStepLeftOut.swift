import Equations
import Tensors
import Terms

/// `t = 1 … T−1`: the first timestep is left out (R29, L56, G40).
struct FirstStepLeftOut: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [
        .simpleRNN: .possible("R29").unpaired, .lstm: .possible("L56").unpaired,
        .gru: .possible("G40").unpaired,
      ], "the first timestep left out"
    ) { chosen in
      let revision = Revision.start(in: chosen.loops) { call, equations in
        guard call.input.shape[0] > 1 else { return }
        let later = Slice([call.isReversed ? .range(0, -1, step: nil) : .range(1, nil, step: nil)])
        call.input = try equations("x_later", call.input(later))
        call.mask = try call.mask.map { try equations("m_later", $0(later)) }
      }
      return (revision, Slip.Contrast(at: chosen.place, right: "t = 0 … T−1", wrong: "t = 1 … T−1"))
    }
  }
}

import Equations
import Tensors
import Terms

/// `t = 0 … T−2`: the last timestep is left out.
struct OneStepTooFew: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R14", .lstm: .possible("L37"), .gru: .possible("G15")], "one step too few"
    ) { chosen in
      let revision = Revision.start(in: chosen.loops) { call, equations in
        let shorter = Slice([.range(nil, -1, step: nil)])
        guard call.input.shape[0] > 1 else { return }
        call.input = try equations("x_cut", call.input(shorter))
        call.mask = try call.mask.map { try equations("m_cut", $0(shorter)) }
      }
      return (
        revision, Slip.Contrast(at: chosen.place, right: "t = 0 … T−1", wrong: "t = 0 … T−2")
      )
    }
  }
}

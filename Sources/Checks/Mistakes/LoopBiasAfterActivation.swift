import Equations
import Terms

/// `h = tanh(x·W + h₋₁·U) + b`: the bias of a SimpleRNN added behind the activation (R32).
struct LoopBiasAfterActivation: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: .known("R32").unpaired], "the recurrent layer's bias added after the activation"
    ) { chosen in
      let without = Revision.equation("z", in: chosen.paths) { $0.term.withoutBias }
      let behind = Revision.unmasked("h", in: chosen.paths) { term, draft in
        draft.equations.value("b", of: draft.path).map { term + $0 }
      }
      return (without + behind, nil)
    }
  }
}

import Equations
import Terms

/// `g = z`: the candidate of an LSTM or a GRU without its activation (L58, G41).
struct CandidateUnbounded: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.lstm: .known("L58").unpaired, .gru: .known("G41").unpaired],
      "the candidate without its activation"
    ) { chosen in
      (
        .equation("g", in: chosen.paths) { draft in
          let (z, function) = draft.term.application
          return function == nil ? nil : z
        }, nil
      )
    }
  }
}

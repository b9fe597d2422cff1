import Equations
import Terms

/// `g = σ(z)`: the candidate taken for one more gate.
struct CandidateThroughSigmoid: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L07", .gru: .possible("G17")], "the candidate through σ") {
      chosen in
      (.equation("g", in: chosen.paths) { $0.term.application.argument(Sigmoid()) }, nil)
    }
  }
}

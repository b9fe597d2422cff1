import Equations
import Tensors
import Terms

/// `1 − p`, the probability of the other class, for p; p in percent, or an output with the other sign (D28).
struct ProbabilityMisread: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard anatomy.program.loss == nil else { return [] }
    let last = anatomy.last
    let areShares = last?.isApplied(Softmax.self) == true || last?.isApplied(Sigmoid.self) == true
    let ways: [(title: String, ofShares: Bool, wrong: String, change: @Sendable (Term) -> Term)] = [
      ("1 − p, the probability of the other class, for p", true, "1 − a", { 1 - $0 }),
      ("the probabilities in percent", true, "100·a", { 100 * $0 }),
      ("the outputs with the other sign", false, "−a", { -$0 }),
    ]
    return ways.filter { areShares || !$0.ofShares }.map { title, _, wrong, change in
      Slip(
        .possible("D28").unpaired, title,
        .output { terms, equations in
          try terms.map { term in
            guard let value = term.value, value.dtype.isFloat else { return term }
            return try equations(value.name, change(term))
          }
        },
        contrast: Slip.Contrast(at: "output", right: "a", wrong: wrong))
    }
  }
}

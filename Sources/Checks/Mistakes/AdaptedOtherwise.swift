import Equations
import Terms

/// `y = (x − μ)/√σ²` of a Normalization: left out (M5), or divided by the variance itself (M6).
struct AdaptedOtherwise: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let layers = anatomy.frames("Normalization")
    return anatomy.inCalls(layers, "M5", "the Normalization of the inputs left out") { draft in
      draft.name.ascii == "y" ? draft.term.value("x") : nil
    }
      + anatomy.inCalls(layers, "M6", "divided by the variance, not by its root") { draft in
        guard draft.name.ascii == "y" else { return nil }
        return draft.term.mapping(Sqrt.self) { _, operands in operands[0] }
      }
  }
}

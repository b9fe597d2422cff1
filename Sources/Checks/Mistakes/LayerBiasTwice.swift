import Equations
import Terms

/// `z = x·W + 2b` in dense layers and convolutions, or in one of them.
struct LayerBiasTwice: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inLayersWithBias(.known("D23").unpaired, "the bias added twice") { draft in
      guard draft.term.withoutBias != nil, draft.term.value("b") != nil else { return nil }
      return draft.term.replacing("b") { 2 * $0 }
    }
  }
}

import Equations
import Terms

/// `y = x₂ − x₁` for `y = x₁ − x₂` (M7).
struct SubtractedTheOtherWay: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inCalls(
      anatomy.merges.filter { $0.kind == "Subtract" }, .known("M7").unpaired,
      "subtracted the other way round"
    ) { draft in
      guard draft.name.ascii == "y" else { return nil }
      return draft.term.pair(of: Subtract.self).map { $0.1 - $0.0 }
    }
  }
}

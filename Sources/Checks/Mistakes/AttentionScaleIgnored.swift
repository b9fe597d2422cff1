import Equations
import Terms

/// The weight of `use_scale=True` left out of the scores.
struct AttentionScaleIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention(
      "A13", "attention's own scale left out", ["Attention", "AdditiveAttention"]
    ) { draft in
      guard draft.name.ascii == "s" else { return nil }
      return draft.term.mapping(Multiply.self) { _, operands in
        guard operands.count == 2,
          let own = operands.firstIndex(where: { $0.value?.name.ascii == "scale" })
        else { return nil }
        return operands[1 - own]
      }
    }
  }
}

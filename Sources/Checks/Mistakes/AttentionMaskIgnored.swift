import Equations
import Terms

/// `α = softmax(s)`: the scores of masked keys not pushed down, be the mask causal or that of a padding.
struct AttentionMaskIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention("A12", "attention's mask ignored", AttentionKinds.all) { draft in
      guard draft.name.ascii.hasSuffix("_masked") else { return nil }
      return draft.term.mapping(Select.self) { _, operands in
        operands.count == 3 ? operands[1] : nil
      }
    }
  }
}

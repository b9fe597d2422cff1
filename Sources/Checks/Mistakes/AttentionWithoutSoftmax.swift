import Equations
import Terms

/// `y = s·v`: the scores themselves taken for shares.
struct AttentionWithoutSoftmax: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inAttention(
      "A6", "attention without its softmax: the scores themselves taken for shares",
      AttentionKinds.all
    ) { $0.name.ascii == "alpha" ? Anatomy.argument($0.term) : nil }
  }
}

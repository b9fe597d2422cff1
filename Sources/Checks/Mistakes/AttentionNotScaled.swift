import Equations
import Terms

/// `s = q·kᵀ`: the scores of an attention not divided by the root of the keys' width.
struct AttentionNotScaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inEach(anatomy.frames("MultiHeadAttention")) { layers in
      Slip(
        .possible("A1"), "attention not scaled: the scores not divided by √key_dim",
        AttentionNotScaled.revision(layers.map(\.path)))
    }
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation("s", in: paths) { draft in
      guard case .apply(let op, let operands) = draft.term, op is Divide else { return nil }
      return operands.first
    }
  }
}

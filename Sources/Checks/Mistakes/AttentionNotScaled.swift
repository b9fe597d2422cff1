import Equations
import Terms

/// `s = q·kᵀ`: the scores of an attention not divided by the root of the keys' width.
struct AttentionNotScaled: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let all = anatomy.frames("MultiHeadAttention").map(\.path)
    let groups = [all] + (all.count > 1 ? all.map { [$0] } : [])
    return groups.filter { !$0.isEmpty }.map { paths in
      let only = paths.count < all.count ? ", in \(paths[0]) alone" : ""
      let title = "attention not scaled: the scores not divided by √key_dim"
      return Slip("A1", title + only, AttentionNotScaled.revision(paths))
    }
  }

  private static func revision(_ paths: [String]) -> Revision {
    .equation("s", in: paths) { draft in
      guard case .apply(let op, let operands) = draft.term, op is Divide else { return nil }
      return operands.first
    }
  }
}

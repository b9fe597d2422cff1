import Equations
import Terms

/// What mistakes with attention share.
extension Anatomy {
  /// The calls of layers that mix values by the softmax of scores.
  var attentions: [Frame] { frames("MultiHeadAttention", "Attention", "AdditiveAttention") }

  /// A mistake in the attention layers of some classes; `change` gets an equation of theirs.
  func inAttention(
    _ name: MistakeName, _ title: String, _ kinds: Set<String>,
    _ change: @escaping @Sendable (Draft) -> Term?
  ) -> [Slip] {
    inEach(attentions.filter { kinds.contains($0.kind) }) { frames in
      let paths = frames.map(\.path)
      return Slip(name, title, .equation { paths.contains($0.path) ? change($0) : nil })
    }
  }
}

/// The classes of attention.
enum AttentionKinds {
  static let all: Set<String> = ["MultiHeadAttention", "Attention", "AdditiveAttention"]
  static let ofHeads: Set<String> = ["MultiHeadAttention"]
}

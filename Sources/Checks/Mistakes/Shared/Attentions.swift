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
    inCalls(attentions.filter { kinds.contains($0.kind) }, name, title, change)
  }
}

/// The classes of attention.
enum AttentionKinds {
  static let all: Set<String> = ["MultiHeadAttention", "Attention", "AdditiveAttention"]
  static let ofHeads: Set<String> = ["MultiHeadAttention"]
}

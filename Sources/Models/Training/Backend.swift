/// What Keras computes with: the file does not say it, and cross-entropies and embeddings are trained otherwise on each.
///
/// On TensorFlow a softmax or a sigmoid hands its logits to the cross-entropy behind it, and an embedding's slopes are one of
/// every lookup. On JAX and PyTorch probabilities are clipped, and the slopes of lookups are added up first.
package enum Backend: String, Sendable, CaseIterable {
  case tensorflow, jax, torch

  /// Whether a cross-entropy is computed from what the activation before it was given.
  var handsLogitsOn: Bool { self == .tensorflow }

  /// Whether an embedding's table has a slope for every lookup.
  var keepsLookups: Bool { self == .tensorflow }
}

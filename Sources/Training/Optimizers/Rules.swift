/// Which Keras' formulas an optimizer follows.
package enum Rules: Sendable, Hashable, CaseIterable {
  /// Keras 3.
  case keras3
  /// `tf.keras.optimizers` of 2.11 to 2.15.
  case keras2
  /// Those before, `tf.keras.optimizers.legacy` since, and standalone Keras: decay, and epsilon elsewhere.
  case legacy
}

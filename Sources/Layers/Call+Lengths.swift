import Equations

extension Call {
  /// Refuses lengths that `tf.shape` gives, which are of no sample: operations read them, layers do not.
  package func refuseLengths(_ eq: Equations) throws {
    let tensors = (arguments + keywords.values).flatMap(\.tensors)
    guard tensors.contains(where: { eq.hasNoSamples($0.term) }) else { return }
    throw eq.obstacle(
      "it is fed the lengths that tf.shape gives, which are of no sample",
      "Lengths are read by operations: tf.reshape, tf.zeros, arithmetic.")
  }
}

import Equations
import Tensors
import Terms

extension Call {
  /// Whether all that it reads is of no sample: lengths that `tf.shape` gives, and what is counted up to them.
  package func readsNoSamples(_ eq: Equations) -> Bool {
    let tensors = (arguments + keywords.values).flatMap(\.tensors)
    return !tensors.isEmpty && tensors.allSatisfy { eq.hasNoSamples($0.term) }
  }

  /// Refuses what is of no sample: operations read it, of layers those that do the same to every number or row.
  package func refuseLengths(for layer: any Layer, _ eq: Equations) throws {
    let tensors = (arguments + keywords.values).flatMap(\.tensors)
    let held = tensors.filter { eq.hasNoSamples($0.term) }
    guard !held.isEmpty, layer.isComputable else { return }
    let areArrays = held.allSatisfy { eq.lengths(of: $0.term) == nil && $0.term.shape.rank > 0 }
    // Keras draws once for an array without samples, and not for each of them.
    guard !eq.isTraining || !layer.isRandomInTraining else {
      throw eq.obstacle(
        "in training it draws at random for an array of no sample, which is not computed",
        "Without set training on, all is as at inference.")
    }
    let takesEach = layer.tableRows != nil || layer.actsOnLastAxis
    if areArrays, takesEach, held.count == tensors.count { return }
    throw eq.obstacle(
      "it is fed the lengths that tf.shape gives, which are of no sample",
      "Lengths are read by operations: tf.reshape, tf.zeros, arithmetic.")
  }
}

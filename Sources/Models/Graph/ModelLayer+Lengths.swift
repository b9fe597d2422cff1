import Equations
import Layers

/// Lengths that tf.shape gives are of no sample: operations read them, layers do not, and no output is made of them.
extension ModelLayer {
  /// Refuses a call of a layer that gets lengths.
  func refuseLengths(_ call: Call, _ part: Part, _ eq: Equations) throws {
    let tensors = (call.arguments + call.keywords.values).flatMap(\.tensors)
    guard !part.layer.takesPlainValues, !(part.layer is ModelLayer),
      tensors.contains(where: { eq.hasNoSamples($0.term) })
    else { return }
    throw eq.obstacle(
      "it is fed the lengths that tf.shape gives, which are of no sample",
      "Lengths are read by operations: tf.reshape, tf.zeros, arithmetic.")
  }
}

extension Model {
  /// Why a model ends before outputs that are lengths; nil where none is.
  func refusedLengths(_ outputs: [Signal], _ eq: Equations) -> Obstacle? {
    guard let index = outputs.firstIndex(where: { eq.hasNoSamples($0.term) }) else { return nil }
    let name = outputNames.indices.contains(index) ? outputNames[index] : "\(index)"
    return Obstacle(
      path: self.name, kind: layer.kind,
      reason: "its output \(name) is lengths that tf.shape gives, which are of no sample",
      advice: "Everything before it can be stepped.")
  }
}

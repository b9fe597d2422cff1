import Equations
import Layers

extension Model {
  /// Why a model ends before outputs that are lengths, as `tf.shape` gives them; nil where none is.
  func refusedLengths(_ outputs: [Signal], _ eq: Equations) -> Obstacle? {
    guard let index = outputs.firstIndex(where: { eq.hasNoSamples($0.term) }) else { return nil }
    let name = outputNames.indices.contains(index) ? outputNames[index] : "\(index)"
    return Obstacle(
      path: self.name, kind: layer.kind,
      reason: "its output \(name) is lengths that tf.shape gives, which are of no sample",
      advice: "The equations before it can be stepped.")
  }
}

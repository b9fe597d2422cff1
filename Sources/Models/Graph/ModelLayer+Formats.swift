import Layers
import Tensors

extension ModelLayer {
  /// The format that the layer computes in which gives an output; nil where no layer does.
  func format(ofOutput output: Int) -> DType? {
    guard graph.outputs.indices.contains(output) else { return nil }
    let reference = graph.outputs[output]
    let part = graph.nodes[reference.node].part
    if let inner = part.layer as? ModelLayer { return inner.format(ofOutput: reference.tensor) }
    return part.config.computeType
  }
}

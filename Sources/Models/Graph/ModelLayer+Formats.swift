import Tensors

extension ModelLayer: OutputFormats {
  /// The format that the layer computes in which gives an output; nil where no layer does.
  func format(ofOutput output: Int) -> DType? {
    guard graph.outputs.indices.contains(output) else { return nil }
    return graph.format(of: graph.outputs[output])
  }
}

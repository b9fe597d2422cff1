import Tensors

/// The output of a layer that is given as numbers and not computed.
package struct OutputGiven: Sendable, Equatable {
  /// The path of the layer's call, `encoder/lambda_1#2`, with `:1` behind it for its second output.
  package let name: String
  /// The shape of one sample.
  package let shape: Shape
  package let dtype: DType

  init(name: String, shape: Shape, dtype: DType) {
    (self.name, self.shape, self.dtype) = (name, shape, dtype)
  }

  /// Of an array with an axis of samples; nil where it has none.
  package init?(_ array: NamedTensor) {
    guard array.tensor.shape.rank > 0 else { return nil }
    self.init(
      name: array.name, shape: array.tensor.shape.removing(0),
      dtype: array.tensor.dtype.isFloat ? .float32 : array.tensor.dtype)
  }

  /// What it is among the model's inputs.
  var input: Model.Input {
    Model.Input(name: name, shape: shape.dims.map { $0 }, dtype: dtype, batchSize: nil)
  }
}

extension Model {
  /// The same model with the outputs of some layers given, in place of those that were.
  package func giving(_ outputs: [OutputGiven]) -> Model {
    var model = self
    model.outputsGiven = outputs
    return model
  }

  /// Whether an array of this name can be given for the output of a layer that cannot be computed.
  package func canGive(_ name: String) -> Bool {
    let path = name.split(separator: ":", maxSplits: 1).first.map(String.init) ?? name
    let plain = path.split(separator: "/").map { part in
      part.split(separator: "#").first.map(String.init) ?? String(part)
    }
    return node(at: plain[...], in: layer).map { $0.part.isOpen && !($0.layer is ModelLayer) }
      ?? false
  }

  /// The layer at a path through models in each other.
  private func node(at path: ArraySlice<String>, in model: ModelLayer) -> Graph.Node? {
    guard let first = path.first else { return nil }
    guard let node = model.graph.nodes.first(where: { $0.name == first }) else {
      // A name may hold a slash.
      let whole = path.joined(separator: "/")
      return model.graph.nodes.first { $0.name == whole }
    }
    guard path.count > 1 else { return node }
    return (node.layer as? ModelLayer).flatMap { self.node(at: path.dropFirst(), in: $0) }
  }
}

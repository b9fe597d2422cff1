import Layers
import Tensors

/// A layer that says itself in which format each of its outputs is.
protocol OutputFormats {
  /// The format of an output; nil where there is none.
  func format(ofOutput output: Int) -> DType?
}

extension Graph {
  /// The format of a tensor as the configs have it; nil where there is no such tensor.
  func format(of tensor: TensorReference) -> DType? {
    guard nodes.indices.contains(tensor.node) else { return nil }
    let part = nodes[tensor.node].part
    if let input = part.layer as? InputLayer { return input.dtype }
    if let inner = part.layer as? any OutputFormats {
      return inner.format(ofOutput: tensor.tensor)
    }
    return part.config.computeType
  }

  /// Whether Keras gives a layer a new tensor in place of this one, which has another floating-point format.
  func casts(_ tensor: TensorReference, for reader: Part) -> Bool {
    guard reader.layer.castsInputs, let own = format(of: tensor), own.isFloat,
      !nodes[tensor.node].layer.takesPlainValues
    else { return false }
    let target = reader.config.computeType
    return target.isFloat && target != own
  }

  /// The same of the first argument of a call.
  func castsFirst(of call: GraphCall, for reader: Part) -> Bool {
    let name = reader.layer.callArguments.first ?? ""
    let first = call.arguments.first ?? call.keywords[name]
    return first?.tensors.contains { casts($0, for: reader) } ?? false
  }
}

import Equations
import Tensors
import Terms

/// Layers that Keras on TensorFlow computes of fractions alone: their operations take no whole numbers.
extension Part {
  /// Throws where the layer is given whole numbers, and Keras ends with an error.
  func refuseWholeNumbers(_ call: Call, _ eq: Equations) throws {
    guard let first = call.arguments.first?.tensors.first?.term, let type = try? first.type(),
      !type.dtype.isFloat, type.dtype != .string, eq.precision == nil, takesFractionsAlone
    else { return }
    throw eq.obstacle(
      "it is given whole numbers (\(type.dtype)), which \(config.kind) of Keras \(config.version.major) on TensorFlow does not take: it "
        + "ends with an error" + WholeNumberBackends(of: config.kind, activation).sentence(config),
      "Make the input one of float32, or put a Rescaling(1.0) before.")
  }

  private var activation: String? { (layer as? ActivationLayerKind)?.activation.name }

  private var takesFractionsAlone: Bool {
    let kind = config.kind
    switch config.version.major {
    case 3:
      if let own = layer as? ActivationLayerKind {
        return !["linear", "relu", "relu6", "tanh", "exponential", "leaky_relu"].contains(
          own.activation.name)
      }
      return Part.convolving.contains(where: kind.hasPrefix)
        || ["UnitNormalization", "ELU", "PReLU", "Softmax", "STFTSpectrogram"].contains(kind)
    case 2 where config.version >= KerasVersion(2, 11):
      if let own = layer as? ActivationLayerKind {
        return !["linear", "relu"].contains(own.activation.name)
      }
      return Part.convolving.contains(where: kind.hasPrefix) || Part.ofKeras2.contains(kind)
    default: return false
    }
  }

  private static let convolving = [
    "Conv", "Depthwise", "Separable", "AveragePooling", "AdaptiveAveragePooling",
    "AdaptiveMaxPooling3D", "MaxPooling3D",
  ]
  private static let ofKeras2: Set<String> = [
    "ELU", "PReLU", "Softmax", "ThresholdedReLU", "LocallyConnected1D", "LocallyConnected2D",
    "LSTM", "GRU", "SimpleRNN", "RNN", "Bidirectional", "EinsumDense", "GroupNormalization",
    "Attention", "AdditiveAttention", "MultiHeadAttention",
  ]
}

import Equations
import Tensors

/// The number format of a layer in `TimeDistributed`.
///
/// Keras 3 hands each timestep to the inner layer's `call` and not to the layer itself, so that inputs are not brought to the
/// inner layer's format, and its weights are read in that of the outer one: `TimeDistributed(Dense(3, dtype="float32"))` under
/// the policy mixed_float16 computes in float16. tf.keras calls the layer.
struct InnerFormat: Sendable {
  /// The inner layer's own.
  private let own: DType
  /// That in which its call computes; nil where that is not known.
  private let used: DType?
  private let outer: DType
  /// Whether the file holds it in few bits, past which Keras 3 goes.
  private let isQuantized: Bool

  init(of inner: Part, in config: Config) {
    (own, outer) = (inner.config.computeType, config.computeType)
    isQuantized = config.version.major >= 3 && inner.config.quantizedFormat != nil
    let isMixed = config.variableType != outer
    let read = isMixed ? outer : outer.promoted(with: inner.config.variableType)
    if config.version.major < 3 || own == read && own == outer || InnerFormat.callsLayers(inner) {
      used = own
    } else {
      used = InnerFormat.followsInputs(inner) ? read : nil
    }
  }

  /// The format in which the inner call computes; throws where that is not known, and for a quantized layer.
  func format(_ eq: Equations) throws -> DType {
    if isQuantized {
      throw eq.obstacle(
        "the layer in it is quantized: Keras 3 goes past what quantize() made of it, and takes its whole numbers for the kernel",
        "Quantize the layer without TimeDistributed: Dense and EinsumDense take all timesteps.")
    }
    if let used { return used }
    throw eq.obstacle(
      "it is of \(outer) and the layer in it of \(own): Keras 3 calls that one in a mix of both, which is not computed of this class",
      "Give both layers one dtype, and save again.")
  }

  /// Whether it is made of layers, each of which is called in its own format.
  private static func callsLayers(_ inner: Part) -> Bool {
    inner.layer.isRecurrent || !inner.layer.parts.isEmpty || !inner.layer.castsInputs
  }

  /// Whether its call computes in the format of what it reads, and never asks for its own.
  private static func followsInputs(_ inner: Part) -> Bool {
    let layer = inner.layer
    if layer is Dense || layer is EinsumDense || layer is Conv || layer is DepthwiseConv {
      return true
    }
    return layer.weights.isEmpty && !preparing.contains(inner.config.kind)
      && !inner.config.kind.hasPrefix("Random")
  }

  /// What prepares data brings it to its own format.
  private static let preparing: Set<String> = [
    "Rescaling", "Normalization", "Resizing", "CenterCrop", "CategoryEncoding", "MelSpectrogram",
    "STFTSpectrogram", "AutoContrast", "Solarization", "Equalization",
  ]
}

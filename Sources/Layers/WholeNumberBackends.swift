/// What JAX and PyTorch do with whole numbers where Keras 3 on TensorFlow ends with an error: a `.keras` does not say which of
/// them it was made with. Measured with Keras 3.15 of int32.
struct WholeNumberBackends {
  private let onJAX, onTorch: Bool

  /// Of a layer's class, and of what an `Activation` computes.
  init(of kind: String, _ activation: String?) {
    if let activation {
      onJAX = !["sigmoid", "silu", "glu"].contains(activation)
      onTorch = WholeNumberBackends.functionsOfTorch.contains(activation)
      return
    }
    let isDilated = ["Depthwise", "Separable"].contains(where: kind.hasPrefix)
    onJAX = !isDilated && !kind.hasSuffix("Transpose") && kind != "UnitNormalization"
    onTorch = ["PReLU", "UnitNormalization", "MaxPooling3D"].contains(kind)
  }

  private static let functionsOfTorch: Set<String> = [
    "hard_tanh", "sigmoid", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
    "tanh_shrink",
  ]

  /// `; JAX takes them, and PyTorch does not`; nothing of Keras before 3, which has TensorFlow alone.
  func sentence(_ config: Config) -> String {
    guard config.version.major >= 3, config.kind != "STFTSpectrogram" else { return "" }
    return switch (onJAX, onTorch) {
    case (true, true): "; JAX and PyTorch take them"
    case (true, false): "; JAX takes them, and PyTorch does not"
    case (false, true): "; PyTorch takes them, and JAX does not"
    case (false, false): ", and so it does on JAX and PyTorch"
    }
  }
}

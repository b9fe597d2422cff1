import Containers
import Layers
import Terms

/// The mask of a layer's output that is given and not computed: that of its first input, where its class hands it on.
///
/// What a class of an author's own, or a function, makes of a mask stands in its code alone; its output has none.
struct GivenMask {
  private let mask: Term?
  private let outputs: Int

  init(_ part: Part, _ call: Call) {
    mask = call.keywords["mask"]?.tensors.first?.term ?? call.arguments.first?.tensors.first?.mask
    outputs = GivenMask.masked(part.config)
  }

  /// The mask of an output, by its number.
  func callAsFunction(_ output: Int) -> Term? { output < outputs ? mask : nil }

  /// How many of the outputs, from the first on, have the mask.
  private static func masked(_ config: Config) -> Int {
    let isNew = config.version.major >= 3
    switch config.kind {
    case let kind where recurrent.contains(kind): return returnsSequences(config.json) ? 1 : 0
    case "Bidirectional":
      guard let inner = config.json["layer"]?["config"], returnsSequences(inner) else { return 0 }
      return config.json["merge_mode"]?.isNull == true ? 2 : 1
    case let kind where handing.contains(kind): return 1
    case let kind where handingInNew.contains(kind): return isNew ? 1 : 0
    default: return 0
    }
  }

  private static func returnsSequences(_ config: JSON) -> Bool {
    config["return_sequences"]?.boolValue ?? false
  }

  private static let recurrent: Set = [
    "RNN", "SimpleRNN", "LSTM", "GRU", "CuDNNLSTM", "CuDNNGRU", "ConvLSTM1D", "ConvLSTM2D",
    "ConvLSTM3D", "ConvRNN1D", "ConvRNN2D", "ConvRNN3D",
  ]
  private static let handing: Set = [
    "TimeDistributed", "Dense", "Activation", "ReLU", "LeakyReLU", "PReLU", "ELU",
    "ThresholdedReLU",
    "Softmax", "LayerNormalization", "GroupNormalization", "BatchNormalization",
    "UnitNormalization", "AlphaDropout", "GaussianDropout", "GaussianNoise",
    "ActivityRegularization", "Dropout", "SpatialDropout1D", "MultiHeadAttention",
  ]
  private static let handingInNew: Set = [
    "GroupQueryAttention", "GroupedQueryAttention", "Rescaling", "Normalization", "Identity",
  ]
}

import Containers
import Layers

/// How weights are to be multiplied so that Keras 3's `hard_sigmoid` gives what that of Keras 1 and 2 gave.
///
/// `clip(0.2·z + 0.5) = clip(1.2·z / 6 + 0.5)`: all that z is made of is times 1.2.
enum HardSigmoidScale {
  static let factor = 1.2

  /// What becomes of a layer's weights.
  struct Change {
    /// The weights of which z is made.
    let keys: [String]
    /// The factor of each of the equal parts of their last axis: a gate each, or all of it.
    let parts: [Double]
  }

  /// The change that a function under a key asks for; nil where no change of weights does it.
  static func blocks(_ config: Config, _ key: String) -> Change? {
    let recurrent = ["kernel", "recurrent_kernel", "bias"]
    switch (config.kind, key) {
    // i, f, c, o
    case ("LSTM", "recurrent_activation"), ("LSTMCell", "recurrent_activation"),
      ("ConvLSTM1D", "recurrent_activation"), ("ConvLSTM2D", "recurrent_activation"),
      ("ConvLSTM3D", "recurrent_activation"):
      return Change(keys: recurrent, parts: [factor, factor, 1, factor])
    // z, r, h
    case ("GRU", "recurrent_activation"), ("GRUCell", "recurrent_activation"):
      return Change(keys: recurrent, parts: [factor, factor, 1])
    case ("GRU", "activation"), ("GRUCell", "activation"):
      return Change(keys: recurrent, parts: [1, 1, factor])
    case ("SimpleRNN", "activation"), ("SimpleRNNCell", "activation"):
      return Change(keys: recurrent, parts: [factor])
    case ("Dense", "activation"), ("EinsumDense", "activation"), ("Conv1D", "activation"),
      ("Conv2D", "activation"), ("Conv3D", "activation"), ("Conv2DTranspose", "activation"),
      ("Conv1DTranspose", "activation"), ("Conv3DTranspose", "activation"):
      return Change(keys: ["kernel", "bias"], parts: [factor])
    case ("SeparableConv1D", "activation"), ("SeparableConv2D", "activation"):
      return Change(keys: ["pointwise_kernel", "bias"], parts: [factor])
    case ("DepthwiseConv1D", "activation"), ("DepthwiseConv2D", "activation"):
      return Change(keys: ["depthwise_kernel", "bias"], parts: [factor])
    default: return nil
    }
  }

  /// All changes that a layer's functions ask for.
  static func changes(_ config: Config) -> [Change] {
    guard config.version.major < 3 else { return [] }
    return ["activation", "recurrent_activation"].compactMap { key in
      let isSaid = config.json[key].map { !$0.isNull } ?? false
      let usual = key == "recurrent_activation" ? config.gateDefault : "linear"
      let word = isSaid ? config.json[key].flatMap(Config.functionName) : usual
      return word == "hard_sigmoid" ? blocks(config, key) : nil
    }
  }
}

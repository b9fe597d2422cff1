import Equations
import Tensors

/// `z = conv_transpose(x, W) + b`, `a = activation(z)`: every number of x spreads a window.
///
/// x (…places, channels), W (…window, filters, channels), b (filters), a (…places, filters).
struct ConvTranspose: UnaryLayer {
  static let classNames = ["Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"]
  let kind: String
  let filters: Int
  let window: [Int]
  let sliding: Sliding
  let outputPadding: [Int]?
  let channels: Channels
  let useBias: Bool
  let activation: Activation
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    filters = try config.int("filters")
    window = try config.lengths("kernel_size")
    sliding = try config.sliding()
    channels = try config.channels()
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
    outputPadding =
      config.value("output_padding") == nil ? nil : try config.ints("output_padding")
  }

  var title: String {
    let end = activation.isLinear ? "" : ", \(activation.name)"
    return "\(kind)(\(filters), \(WindowText.of(window))\(end))"
  }
  var weights: [WeightSpec] { [WeightSpec("kernel")] + (useBias ? [WeightSpec("bias")] : []) }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    let W = try eq.weight("kernel", as: "W", Shape(window + [filters, x.shape.width]))
    let b = useBias ? try eq.weight("bias", as: "b", [filters]) : nil
    let spread = ConvolveTranspose(
      rank: window.count, sliding, outputPadding: outputPadding)
    let z = try channels.equation("z", .apply(spread, [x, W]) + b, eq)
    return try eq("a", activation(z), activation.isLinear ? "no activation" : "")
  }
}

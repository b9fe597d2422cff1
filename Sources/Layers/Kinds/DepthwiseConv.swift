import Equations
import Tensors

/// `z = depthwise_conv(x, D) + b`, `a = activation(z)`: every channel by itself.
///
/// x (…places, channels), D (…window, channels, depth), b and a's last axis (channels·depth).
struct DepthwiseConv: UnaryLayer {
  static let classNames = ["DepthwiseConv1D", "DepthwiseConv2D"]
  let kind: String
  let depth: Int
  let window: [Int]
  let sliding: Sliding
  let channels: Channels
  let useBias: Bool
  let activation: Activation
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    depth = try config.int("depth_multiplier", default: 1)
    window = try config.lengths("kernel_size")
    sliding = try config.sliding()
    channels = try config.channels()
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
  }

  var title: String {
    let end = activation.isLinear ? "" : ", \(activation.name)"
    return "\(kind)(\(WindowText.of(window))\(end))"
  }
  var weights: [WeightSpec] {
    [WeightSpec("depthwise_kernel")] + (useBias ? [WeightSpec("bias")] : [])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    let D = try eq.weight("depthwise_kernel", as: "D", Shape(window + [x.shape.width, depth]))
    let b = useBias ? try eq.weight("bias", as: "b", [x.shape.width * depth]) : nil
    let z = try channels.equation(
      "z", .apply(DepthwiseConvolve(rank: window.count, sliding), [x, D]) + b, eq)
    return try eq("a", activation(z), activation.isLinear ? "no activation" : "")
  }
}

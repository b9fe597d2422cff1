import Equations
import Tensors

/// `d = depthwise_conv(x, D)`, `z = conv(d, P) + b`, `a = activation(z)`: every channel by itself,
/// then the channels mixed at every place.
///
/// D (…window, channels, depth), P (1, …, channels·depth, filters), b (filters).
struct SeparableConv: UnaryLayer {
  static let classNames = ["SeparableConv1D", "SeparableConv2D"]
  let kind: String
  let filters: Int
  let depth: Int
  let window: [Int]
  let sliding: Sliding
  let channels: Channels
  let useBias: Bool
  let activation: Activation
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    filters = try config.int("filters")
    depth = try config.int("depth_multiplier", default: 1)
    window = try config.lengths("kernel_size")
    sliding = try config.sliding()
    channels = try config.channels()
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
  }

  var title: String {
    let end = activation.isLinear ? "" : ", \(activation.name)"
    return "\(kind)(\(filters), \(WindowText.of(window))\(end))"
  }
  var weights: [WeightSpec] {
    [WeightSpec("depthwise_kernel"), WeightSpec("pointwise_kernel")]
      + (useBias ? [WeightSpec("bias")] : [])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    let rank = window.count
    let D = try eq.weight("depthwise_kernel", as: "D", Shape(window + [x.shape.width, depth]))
    let points = [Int](repeating: 1, count: rank)
    let P = try eq.weight(
      "pointwise_kernel", as: "P", Shape(points + [x.shape.width * depth, filters]))
    let b = useBias ? try eq.weight("bias", as: "b", [filters]) : nil
    let d = try eq(
      "d", .apply(DepthwiseConvolve(rank: rank, sliding), [x, D]), "every channel by itself")
    let mix = Convolve(rank: rank, Sliding(rank: rank))
    let z = try channels.equation(
      "z", .apply(mix, [d, P]) + b, eq, "the channels mixed at every place")
    return try eq("a", activation(z), activation.isLinear ? "no activation" : "")
  }
}

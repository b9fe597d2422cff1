import Equations
import Tensors
import Terms

/// `d = depthwise_conv(x, D)`, `z = conv(d, P) + b`, `a = activation(z)`: every channel by itself,
/// then the channels mixed at every place.
///
/// D (…window, channels, depth), P (1, …, channels·depth, filters), b (filters).
struct SeparableConv: UnaryLayer {
  static let classNames = ["SeparableConv1D", "SeparableConv2D"]
  static let inertValues: [String: Set<String>] = ["groups": ["1"]]
  let options: WindowedLayer
  let filters: Int
  let depth: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    filters = try config.int("filters")
    options = try WindowedLayer(config, filters: filters)
    depth = try config.int("depth_multiplier", default: 1)
  }

  var title: String { options.title }
  var weights: [WeightSpec] { options.weights("depthwise_kernel", "pointwise_kernel") }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try options.channels.last(input, eq)
    let rank = options.window.count
    let D = try eq.weight(
      "depthwise_kernel", as: "D", Shape(options.window + [x.shape.width, depth]))
    let points = [Int](repeating: 1, count: rank)
    let P = try eq.weight(
      "pointwise_kernel", as: "P", Shape(points + [x.shape.width * depth, filters]))
    let b = try options.bias(filters, eq)
    let d = try eq(
      "d", .apply(DepthwiseConvolve(rank: rank, options.sliding), [x, D]),
      "every channel by itself")
    let mix = Convolve(rank: rank, Sliding(rank: rank))
    return try options.finish(.apply(mix, [d, P]), b, eq, "the channels mixed at every place")
  }
}

import Equations
import Tensors
import Terms

/// `z = depthwise_conv(x, D) + b`, `a = activation(z)`: every channel by itself.
///
/// x (…places, channels), D (…window, channels, depth), b and a's last axis (channels·depth).
struct DepthwiseConv: UnaryLayer {
  static let classNames = ["DepthwiseConv1D", "DepthwiseConv2D"]
  static let inertValues: [String: Set<String>] = ["groups": ["1"]]
  let options: WindowedLayer
  let depth: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    options = try WindowedLayer(config, filters: nil)
    depth = try config.int("depth_multiplier", default: 1)
  }

  var title: String { options.title }
  var weights: [WeightSpec] { options.weights("depthwise_kernel") }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try options.channels.last(input, eq)
    let D = try eq.weight(
      "depthwise_kernel", as: "D", Shape(options.window + [x.shape.width, depth]))
    let b = try options.bias(x.shape.width * depth, eq)
    let convolve = DepthwiseConvolve(rank: options.window.count, options.sliding)
    return try options.finish(.apply(convolve, [x, D]), b, eq)
  }
}

import Equations
import Tensors
import Terms

/// `z = conv(x, W) + b`, `a = activation(z)`: the same weighted sum at every place.
///
/// x (…places, channels), W (…window, channels/groups, filters), b (filters), a (…places, filters).
struct Conv: UnaryLayer {
  static let classNames = ["Conv1D", "Conv2D", "Conv3D"]
  let options: WindowedLayer
  let filters: Int
  let groups: Int
  private let version: KerasVersion
  private let adaptation: LowRankAdaptation?
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    filters = try config.int("filters")
    options = try WindowedLayer(config, filters: filters)
    groups = try config.int("groups", default: 1)
    version = config.version
    adaptation = try LowRankAdaptation(config, of: "kernel")
    guard groups >= 1 else { throw config.error("groups", "a number of 1 or more") }
  }

  var title: String { options.title }
  var weights: [WeightSpec] { LowRankAdaptation.weights(options.weights("kernel"), adaptation) }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try options.channels.last(input, eq)
    let W = try kernel(channels: x.shape.width / groups, eq)
    let b = try options.bias(filters, eq)
    let convolve = Convolve(rank: options.window.count, options.sliding, groups: groups)
    let reached = SparseWindows.trimmed(x, window: options.window, options.sliding)
    return try options.finish(.apply(convolve, [reached, W]), b, eq)
  }

  /// The kernel; that of Keras 1's Convolution1D has one more axis, of length 1.
  private func kernel(channels: Int, _ eq: Equations) throws -> Term {
    let shape = Shape(options.window + [channels, filters])
    if version.major < 2, options.window.count == 1, eq.shape(ofWeight: "kernel")?.rank == 4 {
      return try eq.weight("kernel", as: "W", shape.inserting(1, at: 1))(Reshape(shape.dims))
    }
    return try eq.weight("kernel", as: "W", shape, adaptedBy: adaptation)
  }
}

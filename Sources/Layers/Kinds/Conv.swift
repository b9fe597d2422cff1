import Equations
import Tensors

/// `z = conv(x, W) + b`, `a = activation(z)`: the same weighted sum at every place.
///
/// x (…places, channels), W (…window, channels/groups, filters), b (filters), a (…places, filters).
struct Conv: UnaryLayer {
  static let classNames = ["Conv1D", "Conv2D", "Conv3D"]
  let kind: String
  let filters: Int
  let window: [Int]
  let sliding: Sliding
  let groups: Int
  let channels: Channels
  let useBias: Bool
  let activation: Activation
  private let version: KerasVersion
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    filters = try config.int("filters")
    window = try config.lengths("kernel_size")
    sliding = try config.sliding()
    groups = try config.int("groups", default: 1)
    channels = try config.channels()
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
    version = config.version
    guard groups >= 1 else { throw config.error("groups", "a number of 1 or more") }
  }

  var title: String {
    let end = activation.isLinear ? "" : ", \(activation.name)"
    return "\(kind)(\(filters), \(WindowText.of(window))\(end))"
  }
  var weights: [WeightSpec] { [WeightSpec("kernel")] + (useBias ? [WeightSpec("bias")] : []) }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    let W = try kernel(channels: x.shape.width / groups, eq)
    let b = useBias ? try eq.weight("bias", as: "b", [filters]) : nil
    let convolve = Convolve(rank: window.count, sliding, groups: groups)
    let z = try channels.equation("z", .apply(convolve, [x, W]) + b, eq)
    return try eq("a", activation(z), activation.isLinear ? "no activation" : "")
  }

  /// The kernel; that of Keras 1's Convolution1D has one more axis, of length 1.
  private func kernel(channels: Int, _ eq: Equations) throws -> Term {
    let shape = Shape(window + [channels, filters])
    if version.major < 2, window.count == 1, eq.shape(ofWeight: "kernel")?.rank == 4 {
      return try eq.weight("kernel", as: "W", shape.inserting(1, at: 1))(Reshape(shape.dims))
    }
    return try eq.weight("kernel", as: "W", shape)
  }
}

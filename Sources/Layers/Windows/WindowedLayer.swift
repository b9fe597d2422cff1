import Equations
import Tensors
import Terms

/// What the convolution layers have in common: the window and how it goes over the places, a bias,
/// an activation.
struct WindowedLayer: Sendable {
  let kind: String
  /// nil for a layer that has as many as its input makes.
  private let filters: Int?
  let window: [Int]
  let sliding: Sliding
  let channels: Channels
  private let useBias: Bool
  private let version: KerasVersion
  private let activation: Activation

  /// `activation`: what a config without one means.
  init(_ config: Config, filters: Int?, activation usual: String = "linear") throws {
    kind = config.kind
    self.filters = filters
    window = try config.lengths("kernel_size")
    sliding = try config.sliding()
    channels = try config.channels()
    useBias = try config.bool("use_bias", default: true)
    version = config.version
    activation = try config.activation(default: usual)
  }

  /// `Conv2D(8, 3×3, relu)`.
  var title: String {
    let end = activation.isLinear ? "" : ", \(activation.name)"
    return "\(kind)(\(filters.map { "\($0), " } ?? "")\(WindowText.of(window))\(end))"
  }

  /// The kernels, and the bias if there is one.
  func weights(_ kernels: String...) -> [WeightSpec] {
    kernels.map { WeightSpec($0) } + (useBias ? [WeightSpec("bias")] : [])
  }

  /// `b` of so many numbers; nil without one.
  func bias(_ width: Int, _ eq: Equations) throws -> Term? { try bias(shape: [width], eq) }

  /// `b` of a shape; nil without one.
  func bias(shape: Shape, _ eq: Equations) throws -> Term? {
    useBias ? try eq.weight("bias", as: "b", shape) : nil
  }

  /// `z = sum + b`, `a = activation(z)`.
  func finish(_ sum: Term, _ b: Term?, _ eq: Equations, _ note: String = "") throws -> Term {
    var bias = b
    // Where the last axis of places is as long as there are filters in front, Keras adds along that one on TensorFlow.
    if let b, channels.isFirst, version.addsAsBias, b.shape.count > 1,
      sum.shape.dims.dropLast().last == b.shape.count
    {
      bias = b(Reshape([b.shape.count, 1]))
    }
    return try activated(try channels.equation("z", sum + bias, eq, note), eq)
  }

  /// `a = activation(z)`.
  func activated(_ z: Term, _ eq: Equations) throws -> Term {
    try eq("a", activation(z), activation.note)
  }
}

import Equations
import Tensors
import Terms

/// `y = upsample(x)`: every place repeated; with another interpolation of images two products with fixed matrices, see
/// `ImageResizing`.
struct UpSampling: UnaryLayer {
  static let classNames = ["UpSampling1D", "UpSampling2D", "UpSampling3D"]
  let kind: String
  let factors: [Int]
  private let interpolation: Interpolation
  let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    factors = try config.lengths("size", default: [2])
    interpolation = try config.interpolation("interpolation", default: .nearest)
    // Before, places were not taken by their middles.
    guard interpolation == .nearest || config.version >= KerasVersion(2, 4) else {
      throw config.error("interpolation", "nearest, or another one from Keras 2.4 on")
    }
    channels = try config.channels()
  }

  var title: String { "\(kind)(\(WindowText.of(factors)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    guard interpolation != .nearest, factors.count == 2 else {
      return try channels.equation("y", x(Upsample(factors)), eq)
    }
    let resizing = ImageResizing(
      height: x.shape[0] * factors[0], width: x.shape[1] * factors[1], interpolation: interpolation)
    return try channels.equation("y", try resizing.term(x, eq), eq, "between the columns")
  }
}

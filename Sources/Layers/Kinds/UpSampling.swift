import Equations
import Tensors
import Terms

/// `y = upsample(x)`: every place repeated; with another interpolation of images two products with fixed matrices, see
/// `ImageResizing`. Of images of whole numbers Keras 3 makes such again.
struct UpSampling: UnaryLayer {
  static let classNames = ["UpSampling1D", "UpSampling2D", "UpSampling3D"]
  let kind: String
  let factors: [Int]
  private let interpolation: Interpolation
  let channels: Channels
  private let version: KerasVersion
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
    version = config.version
  }

  var title: String { "\(kind)(\(WindowText.of(factors)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let own = try input.type().dtype
    let x = try channels.last(input, eq)
    guard interpolation != .nearest, factors.count == 2 else {
      return try channels.equation("y", x(Upsample(factors)), eq)
    }
    let resizing = ImageResizing(
      height: x.shape[0] * factors[0], width: x.shape[1] * factors[1], interpolation: interpolation)
    guard version.major >= 3, !own.isFloat else {
      return try channels.equation("y", try resizing.term(x, eq), eq, "between the columns")
    }
    let y = try resizing.term(eq.fractionalPicture(x), eq)
    return try channels.equation("y", eq.wholePicture(y, own), eq)
  }
}

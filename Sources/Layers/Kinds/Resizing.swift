import Equations
import Tensors
import Terms

/// `y = C·(R·x)`: images in another size, see `ImageResizing`.
///
/// With `crop_to_aspect_ratio` the largest window of the new aspect ratio is cut out before, with `pad_to_aspect_ratio` the
/// image is made larger by a constant. Of images of whole numbers Keras 3 makes such again, Keras 2 fractional ones.
struct Resizing: UnaryLayer {
  static let classNames = ["Resizing"]
  private let resizing: ImageResizing
  private let crops, pads: Bool
  private let filling: Double
  private let channels: Channels
  private let version: KerasVersion
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    let size = try config.imageSize()
    resizing = ImageResizing(
      height: size.height, width: size.width,
      interpolation: try config.interpolation("interpolation", default: .bilinear),
      antialias: try config.bool("antialias", default: false))
    crops = try config.bool("crop_to_aspect_ratio", default: false)
    pads = try config.bool("pad_to_aspect_ratio", default: false)
    guard try config.string("fill_mode", default: "constant") == "constant" else {
      throw config.error("fill_mode", "constant")
    }
    filling = try config.double("fill_value", default: 0)
    channels = try config.channels()
    version = config.version
  }

  var title: String { "Resizing(\(resizing.height)x\(resizing.width))" }
  var callArguments: [String] { ["data", "training"] }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let own = try input.type().dtype
    let isWhole = !own.isFloat && version.major >= 3
    let inFloats = isWhole ? eq.fractionalPicture(input) : try eq.fractional(input)
    let x = try channels.last(isWhole && isCopying ? input : inFloats, eq)
    let y =
      crops
      ? try SmartResizing(resizing: resizing).term(x, eq)
      : pads
        ? try PaddedResizing(resizing: resizing, filling: filling).term(x, eq)
        : try resizing.term(x, eq)
    guard isWhole, !isCopying else { return try channels.equation("y", y, eq) }
    return try channels.equation("y", eq.wholePicture(y, own), eq)
  }

  /// Whether every number of the result is one of the image.
  private var isCopying: Bool { resizing.interpolation == .nearest }
}

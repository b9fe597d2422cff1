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
    let x = try channels.last(isWhole && isCopying ? input : try eq.fractional(input), eq)
    let y =
      crops
      ? try SmartResizing(resizing: resizing).term(x, eq)
      : try resizing.term(pads ? try padded(x, eq) : x, eq)
    guard isWhole, !isCopying else { return try channels.equation("y", y, eq) }
    let rounded = try eq("y_fractional", y, "before it is rounded")
    return try channels.equation("y", within(own, rounded(Round()))(Cast(own)), eq)
  }

  /// Whether every number of the result is one of the image.
  private var isCopying: Bool { resizing.interpolation == .nearest }

  /// The numbers that a format of whole numbers can hold.
  private func within(_ dtype: DType, _ y: Term) -> Term {
    guard let range = dtype.wholeRange else { return y }
    return .minimum(.maximum(y, .number(range.lowerBound)), .number(range.upperBound))
  }

  /// As much on both sides as makes the aspect ratio.
  private func padded(_ x: Term, _ eq: Equations) throws -> Term {
    let (rows, columns) = (x.shape[0], x.shape[1])
    func more(_ length: Int, _ product: Int, _ divisor: Int) -> Int {
      max(Int(Float(product) / Float(divisor)) - length, 0) / 2
    }
    let above = more(rows, columns * resizing.height, resizing.width)
    let beside = more(columns, rows * resizing.width, resizing.height)
    guard above > 0 || beside > 0 else { return x }
    let note = "made larger to the new aspect ratio"
    guard filling != 0 else {
      return try eq("p", x(Pad(before: [above, beside, 0], after: [above, beside, 0])), note)
    }
    let axis = above > 0 ? 0 : 1
    let length = max(above, beside)
    let dtype = try x.type().dtype
    let edge = try eq.constant(
      "f", x.shape.replacing(axis, with: length), dtype, repeating: filling)
    return try eq("p", .apply(Concatenate(axis: axis - 3), [edge, x, edge]), note)
  }
}

import Equations
import Tensors
import Terms

/// `y = x[top:top + height, left:left + width]`: the middle of an image; one that is smaller is resized, see `SmartResizing`.
struct CenterCrop: UnaryLayer {
  static let classNames = ["CenterCrop"]
  private let height, width: Int
  private let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    (height, width) = try config.imageSize()
    channels = try config.channels()
  }

  var title: String { "CenterCrop(\(height)x\(width))" }
  var callArguments: [String] { ["data", "training"] }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(try eq.fractional(input), eq)
    let (top, left) = (x.shape[0] - height, x.shape[1] - width)
    guard top >= 0, left >= 0 else {
      let resizing = ImageResizing(height: height, width: width)
      let y = try SmartResizing(resizing: resizing).term(x, eq)
      return try channels.equation("y", y, eq, "smaller than the crop, so resized")
    }
    let cut = Slice([
      .range(top / 2, top / 2 + height, step: nil), .range(left / 2, left / 2 + width, step: nil),
    ])
    return try channels.equation("y", x(cut), eq, "the middle")
  }
}

import Equations
import Terms

/// Images cut at random while a model is trained. At inference Keras 3 leaves them as they are, `y = x`, and Keras 2 resizes
/// them, see `SmartResizing`.
struct RandomCrop: UnaryLayer {
  static let classNames = ["RandomCrop"]
  private let height, width: Int
  private let channels: Channels
  private let version: KerasVersion
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    (height, width) = try config.imageSize()
    channels = try config.channels()
    version = config.version
  }

  var title: String { "RandomCrop(\(height)x\(width))" }
  var callArguments: [String] { ["data", "training"] }
  var isRandomInTraining: Bool { true }
  var trainingRemark: String? {
    "in training it cuts images at random; here it does as at inference"
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    guard version.major < 3 else {
      return try eq("y", input, "RandomCrop acts in training only: unchanged at inference")
    }
    let x = try channels.last(try eq.fractional(input), eq)
    let resizing = ImageResizing(height: height, width: width)
    let y = try SmartResizing(resizing: resizing).term(x, eq)
    return try channels.equation("y", y, eq, "cut at random in training; resized at inference")
  }
}

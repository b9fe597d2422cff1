import Equations
import Terms

/// `y = pad(x)`: zeros before and after the places.
struct ZeroPadding: UnaryLayer {
  static let classNames = ["ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D"]
  let kind: String
  let pairs: [(before: Int, after: Int)]
  let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    pairs = try config.pairs("padding", default: 1).map { (before: $0.0, after: $0.1) }
    channels = try config.channels()
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let (before, after) = (pairs.map(\.before), pairs.map(\.after))
    return try eq(
      "y",
      x(
        channels.isFirst
          ? Pad(before: [0] + before, after: [0] + after)
          : Pad(before: before + [0], after: after + [0])))
  }
}

import Equations
import Terms

/// `y = x[1:-1, 2:]`: places cut off before and after.
struct Cropping: UnaryLayer {
  static let classNames = ["Cropping1D", "Cropping2D", "Cropping3D"]
  let kind: String
  let pairs: [(before: Int, after: Int)]
  let channels: Channels
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    // Keras' default is (1, 1) for one axis and nothing for more.
    let usual = config.spatialRank == 2 ? 0 : 1
    pairs = try config.pairs("cropping", default: usual).map { (before: $0.0, after: $0.1) }
    channels = try config.channels()
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let cuts = pairs.map { pair in
      Slice.Index.range(pair.before, pair.after == 0 ? nil : -pair.after, step: nil)
    }
    return try eq("y", x(Slice(channels.isFirst ? [.all] + cuts : cuts)))
  }
}

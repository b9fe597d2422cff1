import Equations
import Terms

/// `y = max_pool(x)` or `avg_pool(x)`: the greatest or the mean of every window, channel by channel.
///
/// With `same` padding the mean is over the numbers inside of the input alone.
struct Pooling: UnaryLayer {
  static let classNames = [
    "MaxPooling1D", "MaxPooling2D", "MaxPooling3D", "AveragePooling1D", "AveragePooling2D",
    "AveragePooling3D",
  ]
  let kind: String
  let pool: Pool
  let channels: Channels
  private let sliding: Sliding
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    let window = try config.lengths("pool_size", default: [2])
    let strides = config.value("strides") == nil ? window : try config.lengths("strides")
    let padding = try config.padding()
    pool = Pool(
      kind.hasPrefix("Max") ? .max : .avg, window: window, strides: strides, padding: padding)
    channels = try config.channels()
    sliding = Sliding(rank: channels.rank, strides: strides, padding: padding)
  }

  var title: String { "\(kind)(\(WindowText.of(pool.window)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let x = try channels.last(input, eq)
    return try channels.equation(
      "y", SparseWindows.trimmed(x, window: pool.window, sliding)(pool), eq)
  }
}

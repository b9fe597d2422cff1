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
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    kind = config.kind
    let window = try config.lengths("pool_size", default: [2])
    pool = Pool(
      kind.hasPrefix("Max") ? .max : .avg, window: window,
      strides: try config.lengths("strides", default: window), padding: try config.padding())
    channels = try config.channels()
  }

  var title: String { "\(kind)(\(WindowText.of(pool.window)))" }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    try channels.equation("y", try channels.last(input, eq)(pool), eq)
  }
}

import Equations
import Tensors
import Terms

/// `y = reshape(x, …)`: the elements of one sample in a row; with `channels_first` the channels
/// are brought to the end before.
struct Flatten: UnaryLayer {
  static let classNames = ["Flatten"]
  let isChannelsFirst: Bool
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    isChannelsFirst = try config.isChannelsFirst()
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let count = x.shape.count
    guard isChannelsFirst, x.shape.rank > 1 else {
      return try eq("y", x(Reshape([count])))
    }
    let order = Array(1..<x.shape.rank) + [0]
    return try eq("y", x(Permute(order))(Reshape([count])), "channels last")
  }
}

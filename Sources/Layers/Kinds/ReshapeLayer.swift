import Equations
import Terms

/// `y = reshape(x, target_shape)`.
struct ReshapeLayer: UnaryLayer {
  static let classNames = ["Reshape"]
  let target: [Int]
  var keepsMask: Bool { false }

  init(_ config: Config) throws { target = try config.ints("target_shape") }

  func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("y", x(Reshape(target))) }
}

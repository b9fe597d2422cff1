import Equations
import Terms

/// `y = transpose(x, dims)`; Keras counts the axes of a sample from 1.
struct PermuteLayer: UnaryLayer {
  static let classNames = ["Permute"]
  let order: [Int]
  var keepsMask: Bool { false }

  init(_ config: Config) throws { order = try config.ints("dims").map { $0 - 1 } }

  func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("y", x(Permute(order))) }
}

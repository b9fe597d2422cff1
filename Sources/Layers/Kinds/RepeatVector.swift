import Equations
import Terms

/// `y = repeat_vector(x, n)`: the vector n times, as n timesteps.
struct RepeatVector: UnaryLayer {
  static let classNames = ["RepeatVector"]
  let count: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws { count = try config.int("n") }

  var title: String { "RepeatVector(\(count))" }

  func lower(_ x: Term, to eq: Equations) throws -> Term { try eq("y", x(Repeat(count))) }
}

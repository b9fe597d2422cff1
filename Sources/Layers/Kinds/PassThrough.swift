import Equations
import Terms

/// `y = x`: layers that never change a number.
struct PassThrough: UnaryLayer {
  static let classNames = ["ActivityRegularization", "Identity"]
  static let ignoredKeys: Set<String> = ["l1", "l2"]
  let kind: String
  let keepsMask: Bool

  init(_ config: Config) throws {
    kind = config.kind
    // Identity hands a mask on from Keras 3.
    keepsMask = kind != "Identity" || config.version.major >= 3
  }

  var title: String { kind }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    try eq("y", x, kind == "Identity" ? "unchanged" : "adds to the loss alone: unchanged")
  }
}

import Equations
import Terms

/// `y = x`: layers that never change a number.
struct PassThrough: UnaryLayer {
  static let classNames = ["ActivityRegularization", "MaxNumBoundingBoxes", "TFDIdentity"]
  static let ignoredKeys: Set<String> = [
    "l1", "l2", "max_number", "factor", "bounding_box_format", "data_format",
  ]
  let kind: String
  let keepsMask: Bool

  init(_ config: Config) throws {
    kind = config.kind
    keepsMask = kind == "ActivityRegularization"
  }

  var title: String { kind }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let notes = [
      "ActivityRegularization": "adds to the loss alone: unchanged",
      "MaxNumBoundingBoxes": "counts boxes; an image stays as it is",
    ]
    return try eq("y", x, notes[kind] ?? "unchanged")
  }
}

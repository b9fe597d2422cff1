import Equations

/// A layer of a class that is not known here: the model opens, and everything before it steps.
package struct Unsupported: Layer {
  package static let classNames: [String] = []
  package static let readsOwnKeys = false
  let kind: String
  /// What cannot be used of a known class; nil for a class that is not known.
  package let reason: String?

  package init(_ config: Config) throws {
    kind = config.kind
    reason = nil
  }

  /// A layer of a known class whose config cannot be used.
  package init(_ config: Config, because reason: String) {
    kind = config.kind
    self.reason = reason
  }

  package var isComputable: Bool { false }
  package var title: String { kind }

  package func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    throw eq.walkEnd(
      reason ?? "layers of the class \(kind) are not supported",
      remedy: Advice.equation(of: call, eq))
  }
}

import Equations

/// A layer of a class that is not known here: the model opens, and everything before it steps.
public struct Unsupported: Layer {
  public static let classNames: [String] = []
  public static let readsOwnKeys = false
  let kind: String
  /// What cannot be used of a known class; nil for a class that is not known.
  let reason: String?

  public init(_ config: Config) throws {
    kind = config.kind
    reason = nil
  }

  /// A layer of a known class whose config cannot be used.
  public init(_ config: Config, because reason: String) {
    kind = config.kind
    self.reason = reason
  }

  public var isComputable: Bool { false }
  public var title: String { kind }

  public func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    throw eq.obstacle(
      reason ?? "layers of the class \(kind) are not supported",
      "The layers before it can be stepped; docs/layers.md lists the classes that are supported.")
  }
}

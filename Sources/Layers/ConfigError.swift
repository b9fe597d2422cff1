import Containers

/// A layer's config that cannot be read: which layer, which key, what was expected.
public struct ConfigError: Reported, Sendable {
  public let layer: String
  public let kind: String
  public let key: String
  public let expected: String
  public let found: String?
  /// What is said in place of a key and its value.
  private var reason: String?

  public init(layer: String, kind: String, key: String, expected: String, found: String?) {
    self.layer = layer
    self.kind = kind
    self.key = key
    self.expected = expected
    self.found = found
  }

  init(layer: String, kind: String, because reason: String) {
    self.init(layer: layer, kind: kind, key: "", expected: "", found: nil)
    self.reason = reason
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }

  public var description: String {
    reason ?? "the config of \(layer) (\(kind)): \(problem)"
  }

  /// The same where the layer is named beside it.
  public var problem: String {
    if let reason { return reason }
    let value = found.map { "is \($0)" } ?? "is missing"
    return "\(key) \(value), expected \(expected)"
  }
}

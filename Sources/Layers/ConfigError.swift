import Containers

/// A layer's config that cannot be read: which layer, which key, what was expected.
package struct ConfigError: Reported, Sendable {
  package let layer: String
  package let kind: String
  package let key: String
  package let expected: String
  package let found: String?
  /// What is said in place of a key and its value.
  private var reason: String?

  package init(layer: String, kind: String, key: String, expected: String, found: String?) {
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

  package var message: String {
    reason ?? "the config of \(layer) (\(kind)): \(problem)"
  }

  /// The same where the layer is named beside it.
  package var problem: String {
    if let reason { return reason }
    let value = found.map { "is \($0)" } ?? "is missing"
    return "\(key) \(value), expected \(expected)"
  }
}

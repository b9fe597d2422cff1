/// A layer's config that cannot be read: which layer, which key, what was expected.
public struct ConfigError: Error, Sendable, CustomStringConvertible {
  public let layer: String
  public let kind: String
  public let key: String
  public let expected: String
  public let found: String?

  public init(layer: String, kind: String, key: String, expected: String, found: String?) {
    self.layer = layer
    self.kind = kind
    self.key = key
    self.expected = expected
    self.found = found
  }

  public var description: String {
    let value = found.map { "is \($0)" } ?? "is missing"
    return "the config of \(layer) (\(kind)): \(key) \(value), expected \(expected)"
  }
}

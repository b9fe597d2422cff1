/// A layer that cannot be computed: everything before it can.
public struct Obstacle: Sendable, Error, CustomStringConvertible {
  public let path: String
  public let kind: String
  public let reason: String
  public let advice: String

  public init(path: String, kind: String, reason: String, advice: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
    self.advice = advice
  }

  public var description: String { "\(path) (\(kind)): \(reason)\n\(advice)" }
}

import Containers

/// A layer that cannot be computed: everything before it can.
public struct Obstacle: Reported, Sendable {
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

  package var exitCode: Int32 { ExitStatus.unusableFile }

  public var description: String { "\(path) (\(kind)): \(reason)\n\(advice)" }
}

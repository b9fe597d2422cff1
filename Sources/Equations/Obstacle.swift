import Containers

/// A layer that cannot be computed: everything before it can.
package struct Obstacle: Reported, Sendable {
  package let path: String
  package let kind: String
  package let reason: String
  package let advice: String

  package init(path: String, kind: String, reason: String, advice: String) {
    self.path = path
    self.kind = kind
    self.reason = reason
    self.advice = advice
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String { "\(path) (\(kind)): \(reason)" }

  package var hint: String { advice }
}

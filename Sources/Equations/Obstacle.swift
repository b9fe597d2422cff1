import Containers

/// A layer that cannot be computed: everything before it can.
package struct Obstacle: Reported, Sendable {
  package let path: String
  package let kind: String
  package let reason: String
  package let advice: String
  /// What can be typed to go on, as a sentence; nil where nothing can.
  package let remedy: String?
  /// Whether what comes in does not fit the layer, which could be computed otherwise.
  package let isMisfit: Bool

  /// A reason that is longer is cut: it quotes what a file holds.
  private static let longest = 600

  package init(
    path: String, kind: String, reason: String, advice: String, remedy: String? = nil,
    isMisfit: Bool = false
  ) {
    self.path = path
    self.kind = kind
    self.reason =
      reason.count > Obstacle.longest ? reason.prefix(Obstacle.longest) + " …" : reason
    self.advice = advice
    self.remedy = remedy
    self.isMisfit = isMisfit
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String { "\(path) (\(kind)): \(reason)" }

  package var hint: String { [advice, remedy ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
}

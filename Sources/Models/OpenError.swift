import Containers

/// Why a model cannot be opened: the file, what is wrong in it, and what to do.
package struct OpenError: Reported, Sendable {
  package let file: String
  package let reason: String
  package let advice: String
  /// Whether naming the version of Keras would help.
  package let needsVersion: Bool

  package init(_ file: String, _ reason: String, _ advice: String, needsVersion: Bool = false) {
    self.file = file
    self.reason = reason
    self.advice = advice
    self.needsVersion = needsVersion
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }

  package var message: String { "\(file.onOneLine): \(reason)" }

  package var hint: String { advice }
}

import Containers

/// Why a model cannot be opened: the file, what is wrong in it, and what to do.
public struct OpenError: Reported, Sendable {
  public let file: String
  public let reason: String
  public let advice: String
  /// Whether naming the version of Keras would help.
  public let needsVersion: Bool

  public init(_ file: String, _ reason: String, _ advice: String, needsVersion: Bool = false) {
    self.file = file
    self.reason = reason
    self.advice = advice
    self.needsVersion = needsVersion
  }

  package var exitCode: Int32 { ExitStatus.unusableFile }

  public var description: String {
    let told = "\(file.onOneLine): \(reason)"
    return advice.isEmpty ? told : "\(told)\n\(advice)"
  }
}

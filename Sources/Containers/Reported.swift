/// An error that a person is told of: it knows what it says, what to do about it, and what it means to
/// whoever started the program.
package protocol Reported: Error, CustomStringConvertible {
  /// What the program ends with where the error ends it: one of `ExitStatus`.
  var exitCode: Int32 { get }
  /// What is wrong: what, where, what was expected.
  var message: String { get }
  /// What to do; empty where the message says it. Whoever knows better than the error puts its own hint
  /// behind the message.
  var hint: String { get }
}

extension Reported {
  package var hint: String { "" }

  /// The message, and below it the hint.
  package var description: String { hint.isEmpty ? message : "\(message)\n\(hint)" }
}

/// What the program ends with.
package enum ExitStatus {
  package static let answerIsNo: Int32 = 1
  package static let badUsage: Int32 = 2
  package static let unusableFile: Int32 = 3
  /// As a shell says it of a program that Ctrl-C ended.
  package static let interrupted: Int32 = 130
}

/// An error that a person is told of: its text is the description, and it knows itself what it means to
/// whoever started the program.
package protocol Reported: Error, CustomStringConvertible {
  /// What the program ends with where the error ends it: one of `ExitStatus`.
  var exitCode: Int32 { get }
}

/// What the program ends with.
package enum ExitStatus {
  package static let answerIsNo: Int32 = 1
  package static let badUsage: Int32 = 2
  package static let unusableFile: Int32 = 3
  /// As a shell says it of a program that Ctrl-C ended.
  package static let interrupted: Int32 = 130
}

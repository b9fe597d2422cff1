import Containers

/// What a command says when it cannot be done.
package struct CommandError: Reported {
  let message: String
  let hint: String

  package init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var description: String { hint.isEmpty ? message : "\(message)\n\(hint)" }
}

/// A script ended at a command that failed, whose message was shown.
struct ScriptEnded: Error {
  let code: Int32
}

/// An expectation that was not met: the answer is no.
package struct Failure: Reported {
  package var exitCode: Int32 { ExitStatus.answerIsNo }

  package let description: String

  package init(description: String) { self.description = description }
}

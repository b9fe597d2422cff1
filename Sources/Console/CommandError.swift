import Containers

/// What a command says when it cannot be done.
package struct CommandError: Reported {
  package let message: String
  package let hint: String

  package init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  package var exitCode: Int32 { ExitStatus.badUsage }
}

/// A script ended at a command that failed, whose message was shown.
struct ScriptEnded: Error {
  let code: Int32
}

/// An expectation that was not met: the answer is no.
package struct Failure: Reported {
  package var exitCode: Int32 { ExitStatus.answerIsNo }

  package let message: String
  package let hint: String

  package init(_ message: String, hint: String = "") {
    (self.message, self.hint) = (message, hint)
  }
}

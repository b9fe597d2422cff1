import Containers
import Debugging
import Equations

/// What a command says when it cannot be done.
package struct CommandError: Reported {
  package let message: String
  package let hint: String

  package init(_ message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }

  package var exitCode: Int32 { ExitStatus.badUsage }

  /// Why there is nothing to look at where a walk stands at its start.
  static func nothingComputed(in machine: Machine) -> any Error {
    if machine.program.tickCount == 0, let obstacle = machine.program.obstacle { return obstacle }
    return CommandError("nothing is computed yet", hint: "step executes the first equation")
  }
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

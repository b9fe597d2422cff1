import ArgumentParser
import Console
import Containers
import Models
import Terminal

/// A subcommand: what it does gives the exit code; an error becomes a message and its code.
protocol Subcommand: ParsableCommand {
  /// Does it; data goes to `output`, messages to its errors.
  func perform(_ output: Output) throws -> Int32
}

extension Subcommand {
  func run() throws {
    let output = Output.standard(
      Style(
        usesColour: Terminal.supportsColour(), usesASCII: !Terminal.isUTF8,
        theme: Theme.Choice.auto.here))
    throw ExitCode(code(output))
  }

  private func code(_ output: Output) -> Int32 {
    do {
      let progress = output.progress
      progress?.begin()
      defer { progress?.end() }
      let code = try Interruption.listening {
        progress?.poll()
        return Interrupt.requested
      } _: {
        try perform(output)
      }
      if Interrupt.timeIsOver { throw TimeIsOver() }
      return code
    } catch {
      let error = Interrupt.timeIsOver ? TimeIsOver() : error
      output.error(Message.broken("kerastep: \(Problem.text(told(error)))"))
      return Problem.exitCode(error)
    }
  }
}

/// An error as it is told here: what `set loss` does at the prompt, `--loss` does.
private func told(_ error: any Error) -> any Error {
  if let missing = error as? NotCompiled {
    return CommandError(missing.message, hint: missing.asked(by: "--"))
  }
  guard let reported = error as? any Reported, reported.hint.contains("set loss ") else {
    return error
  }
  return CommandError(reported.message, hint: reported.hint.replacing("set loss ", with: "--loss "))
}

extension Output {
  /// Says among the messages what was passed over in files.
  func note(_ remarks: [String]) {
    for remark in remarks { error(Message.broken("note: \(remark)")) }
  }
}

import Tensors
import Terminal

extension Console {
  /// How deep scripts may call scripts.
  private static let scriptDepthLimit = 32

  /// Throws where lines were begun, and no `end` came; they are forgotten.
  package func expectEnd() throws(CommandError) {
    guard let owner = followUp.abandon() else { return }
    throw CommandError("\(owner): the end is missing", hint: "end stands on a line alone")
  }

  /// Runs the lines of a script; the first that fails ends it.
  package func run(_ reader: any LineReader) throws -> Status {
    guard lineState.scripts < Console.scriptDepthLimit else {
      throw CommandError("scripts call each other more than \(Console.scriptDepthLimit) deep")
    }
    lineState.scripts += 1
    let wasInteractive = isInteractive
    isInteractive = reader.isInteractive && isInteractive
    defer {
      lineState.scripts -= 1
      isInteractive = wasInteractive
    }
    while !quits, !Interrupt.timeIsOver {
      let whole = WholeLine(from: reader, prompt: "", for: self)
      switch whole.result {
      case .line(let line):
        if settings.echo, !TypedLine(line, of: commands).text.isEmpty {
          output.line("(kerastep) \(line.trimmed)")
        }
        let status = execute(line, at: whole.place)
        if status != .done { return status }
      case .interrupted, .endOfInput:
        try expectEnd()
        return .done
      case .failed(let error): throw error
      }
    }
    return .done
  }
}

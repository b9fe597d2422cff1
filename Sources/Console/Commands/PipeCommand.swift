import Tensors
import Terminal

/// `pipe list all | less`: what a command shows, given to one of the shell.
struct PipeCommand: Command {
  let names = ["pipe", "|"]
  let group = CommandGroup.console
  let reach: Reach = .shell
  let summary = "give what a command shows to a command of the shell"
  let usage = ["pipe COMMAND | SHELL COMMAND"]
  let example = ["feed [0, 1]", "pipe list all | cat"]
  let details = """
    The text is plain and whole, as in a file: no colours, nothing cut. As ! it is typed at the prompt \
    and nowhere else.
    """
  let takesLineWhole = true
  let completion = Completion.Kind.command

  func run(_ arguments: String, _ console: Console) throws {
    guard let bar = PipeCommand.bar(arguments) else {
      throw CommandError("pipe needs two commands, with | between", hint: "pipe list all | less")
    }
    let command = String(arguments[..<bar]).trimmed
    let shell = String(arguments[arguments.index(after: bar)...]).trimmed
    guard !command.isEmpty, !shell.isEmpty else {
      throw CommandError("pipe needs two commands, with | between", hint: "pipe list all | less")
    }
    let text = try console.text(of: command)
    let code = try Shell.run(shell, reading: text)
    if code != 0 { throw Failure("it ended with \(code)") }
  }

  /// The first | that stands in no brackets and no quotes, and with blanks around it: `a | b` of two
  /// truths is written without.
  private static func bar(_ text: String) -> String.Index? {
    var depth = 0
    var isQuoted = false
    for index in text.indices {
      switch text[index] {
      case "\"": isQuoted.toggle()
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "|" where depth <= 0 && !isQuoted: return index
      default: break
      }
    }
    return nil
  }
}

extension Console {
  /// What a command shows, as it would be written to a file.
  func text(of command: String) throws -> String {
    let before = isInteractive
    isInteractive = false
    applyColour()
    defer {
      isInteractive = before
      applyColour()
    }
    return try output.capturing { try LineInterpreter(self).run(command) }
  }
}

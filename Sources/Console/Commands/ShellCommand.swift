import Terminal

/// `!ls`: a command of the shell.
struct ShellCommand: Command {
  let names = ["shell", "!"]
  let group = CommandGroup.console
  let reach: Reach = .shell
  let summary = "run a command of the shell"
  let usage = ["shell COMMAND"]
  let example = ["shell true"]
  let details = """
    !COMMAND is the same. It is typed at the prompt and nowhere else: no lesson, saved session, script, alias or definition \
    runs a command of the shell, for they may be somebody else's. What is behind it, ; and # too, is \
    the shell's.
    """
  let takesLineWhole = true

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("shell needs a command of the shell", hint: "!ls")
    }
    let code = try Shell.run(arguments)
    if code != 0 { throw Failure("it ended with \(code)") }
  }
}

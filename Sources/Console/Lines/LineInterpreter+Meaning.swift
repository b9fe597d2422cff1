import Debugging
import Tensors
import Terminal

/// What a line stands for, and who may run it.
extension LineInterpreter {
  /// Does what a line says, or throws.
  func run(_ text: String) throws {
    switch try meaning(of: text) {
    case .definition(let definition, let arguments): try run(definition, arguments)
    case .expression(let line, let word):
      console.lineState.note(line, .look)
      try Commands.printing(line, word: word).run(line, console)
    case .command(let command, let arguments, let line):
      console.lineState.note(line, LineState.Kind(command))
      guard arguments.isEmpty || command.takesArguments else {
        throw CommandError(
          "\(command.name) takes no argument", hint: "help \(command.name) says what it does")
      }
      try checkWhoRuns(command, text)
      try command.run(arguments, console)
      tellLostTarget()
    }
  }

  /// What a line asks for where one stands.
  func meaning(of text: String) throws(CommandError) -> OwnWords.Meaning {
    try console.words.meaning(
      of: text, among: console.commands, names: Scope(console.debugger))
  }

  /// Refuses programs to whatever was not typed: it may be somebody else's.
  private func checkWhoRuns(_ command: any Command, _ text: String) throws(CommandError) {
    guard command.reach.contains(.runsPrograms) else { return }
    let isItself = console.commands.find(text.firstWord.word)?.name == command.name
    guard isItself, console.lineState.isTyped, console.isInteractive else {
      throw CommandError(
        "\(command.name) is not done here: scripts, lessons, saved sessions, aliases and definitions "
          + "may be somebody else's, and it runs programs",
        hint: "Type it at the prompt.")
    }
  }

  /// Does the lines of a definition; the first that fails ends it.
  private func run(_ definition: Definition, _ arguments: String) throws {
    guard console.lineState.depth < OwnWords.limit else {
      throw CommandError("\(definition.name) leads back to itself")
    }
    console.lineState.depth += 1
    console.lineState.isTyped = false
    defer {
      console.lineState.depth -= 1
      console.lineState.note("", .other)
    }
    for line in definition.lines {
      try run(try definition.filled(line, with: arguments))
      if Interrupt.requested { return }
    }
  }
}

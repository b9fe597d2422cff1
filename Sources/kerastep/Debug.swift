import ArgumentParser
import Console
import Terminal

/// `kerastep lstm --input ones`: the prompt, or the commands of a script.
struct Debug: Subcommand {
  /// What it is begun with, for the help of the program too.
  static let examples: [(line: String, what: String)] = [
    (
      "kerastep lstm --input '[[0, 1], [2, 3], [4, 5]]'",
      "the prompt, an input fed: step, next, explain C[5], …"
    ),
    (
      "kerastep xor --batch -e 'feed [0, 1]' -e continue -e output",
      "some commands, and no prompt"
    ),
    (
      "kerastep xor --json --input '[0, 1]' -e step",
      "the same for a program: an object a line"
    ),
  ]

  static let configuration = CommandConfiguration(
    commandName: "debug", abstract: "Open the debugger (the default).",
    usage: "kerastep [debug] [<model>] [--input <value|file>] [<options>]",
    discussion: HelpParts.discussion(
      examples,
      codes: "0 done; 1 the answer is no (expect, check); \(HelpParts.common)"))

  @Argument(help: "A bundled model or a file that Keras saved.", completion: .models)
  var model: String?
  @OptionGroup var options: ModelOptions
  @Option(
    help: ArgumentHelp("An input to feed first.", valueName: "value|file"), completion: .arrays)
  var input: [String] = []
  @Option(
    name: .customShort("x"),
    help: ArgumentHelp(
      "Run a script, behind the commands of -e, then stay at the prompt; with --batch or without a terminal, end. May be given several times.",
      valueName: "script"),
    completion: .file(extensions: FileKind.scripts.endings))
  var scripts: [String] = []
  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Run a command, then stay at the prompt; with --batch, end. May be given several times.",
      valueName: "command"))
  var commands: [String] = []
  @Flag(help: "Begin with the full screen (layout), where the terminal can be drawn on.")
  var tui = false
  @Flag(help: "No prompt: run the commands, of -e or of standard input, and end.")
  var batch = false
  @OptionGroup var showing: Showing
  @Flag(help: "Write stops and values as JSON, an object a line, for programs; no prompt.")
  var json = false
  @Flag(
    help: """
      Answer another program, line by line: the records of --json, errors among them, then \
      {"done": CODE}; the first one comes when the model is open. An error does not end it.
      """)
  var serve = false

  func validate() throws {
    guard input.count > 1 else { return }
    throw ValidationError(
      "--input is given \(input.count) times: one value is fed first; several inputs of a model go into one, --input 'a=[0, 1] b=[2]'"
    )
  }

  func perform(_ output: Output) throws -> Int32 {
    let output = serve ? Output.conversing(output.style) : output
    let seat = Seat(output, showing, mayAsk: !batch && !json && !serve)
    let console = seat.console
    output.emitsJSON = json || serve
    let name = model ?? "xor"
    console.session = try console.settings.session(try options.open(name))
    console.recordOpening(options.command(name))
    if seat.asks {
      InitFile.run(console)
      output.lines(Greeting.lines(console, isDefault: model == nil, isFed: !input.isEmpty))
    }
    if let input = input.first, case .failed(let code) = console.execute("feed \(input)") {
      return code
    }
    for command in commands {
      if case .failed(let code) = console.execute(command), !seat.asks { return code }
      if Interrupt.timeIsOver { return Interrupt.timeIsOverCode }
      if console.hasQuit { return 0 }
    }
    if endsHere { try console.expectEnd() }
    for script in scripts {
      let status = try console.run(try ScriptReader(path: script))
      if case .failed(let code) = status, !seat.asks { return code }
      if console.hasQuit { return 0 }
    }
    if tui, !seat.asks {
      output.note(["--tui needs a terminal to draw on, and there is none: it is left out"])
    }
    if serve {
      Interrupt.installForPrograms()
      return Conversation(console, seat.reader).run()
    }
    if tui, seat.asks { _ = console.execute(LayoutCommand.entering) }
    return endsHere && !seat.asks ? 0 : seat.takeLines()
  }

  /// Whether no lines are to be read where nobody types them: after a script, or where -e gave some
  /// with --batch.
  private var endsHere: Bool {
    !scripts.isEmpty || (batch && (!commands.isEmpty || Terminal.isTerminal(0)))
  }
}

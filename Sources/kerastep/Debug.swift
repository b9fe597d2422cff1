import ArgumentParser
import Console
import Terminal

/// `kerastep lstm --input ones`: the prompt, or the commands of a script.
struct Debug: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "debug", abstract: "Open the debugger (the default).",
    usage: "kerastep [debug] [<model>] [--input <value|file>] [<options>]")

  @Argument(help: "A bundled model or a file that Keras saved.")
  var model: String?
  @OptionGroup var options: ModelOptions
  @Option(help: ArgumentHelp("An input to feed first.", valueName: "value|file"))
  var input: String?
  @Option(
    name: .customShort("x"), help: ArgumentHelp("Run a script, then end.", valueName: "script"))
  var script: String?
  @Option(
    name: .customShort("e"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Run a command; may be given several times.", valueName: "command"))
  var commands: [String] = []
  @Flag(help: "Begin with the full screen (layout), where the terminal can be drawn on.")
  var tui = false
  @Flag(help: "No prompt: run the commands, of -e or of standard input, and end.")
  var batch = false
  @OptionGroup var showing: Showing
  @Flag(help: "Write stops and values as JSON, an object a line, for programs; no prompt.")
  var json = false

  func perform(_ output: Output) throws -> Int32 {
    let seat = Seat(output, showing, mayAsk: !batch && script == nil && !json)
    let console = seat.console
    output.emitsJSON = json
    let name = model ?? "xor"
    console.session = try console.settings.session(try options.open(name))
    console.recordOpening(options.command(name))
    if seat.asks {
      InitFile.run(console)
      output.lines(Greeting.lines(console, isDefault: model == nil, isFed: input != nil))
    }
    if let input, case .failed(let code) = console.execute("feed \(input)") { return code }
    for command in commands {
      if case .failed(let code) = console.execute(command), !seat.asks { return code }
      if Interrupt.timeIsOver { return Interrupt.timeIsOverCode }
    }
    if let script {
      if case .failed(let code) = try console.run(try ScriptReader(path: script)) { return code }
      return 0
    }
    if tui, seat.asks { _ = console.execute(LayoutCommand.entering) }
    return endsHere ? 0 : seat.takeLines()
  }

  /// Whether no lines are to be read: --batch reads those of a pipe or a file, where none were given by -e.
  private var endsHere: Bool {
    batch && (!commands.isEmpty || Terminal.isTerminal(0))
  }
}

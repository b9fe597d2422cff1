import Terminal

/// `source walk.kst`: does what a file says.
struct SourceCommand: Command {
  let names = ["source"]
  let group = CommandGroup.console
  let reach: Reach = [.readsFiles, .runsCommands]
  let summary = "run the commands of a file, a line each"
  let usage = ["source FILE"]
  let example = ["source xor"]
  let details = """
    A line that begins with # is passed over. The first command that fails ends the file. The walk \
    xor comes with the program.
    """
  let completion = Completion.Kind.file(.scripts)

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("source needs a file", hint: "source walk.kst, or source xor")
    }
    let path = Bundled.walk(arguments) ?? arguments.expandingHome
    let reader = try ScriptReader(path: path)
    if case .failed(let code) = try console.run(reader) { throw ScriptEnded(code: code) }
  }
}

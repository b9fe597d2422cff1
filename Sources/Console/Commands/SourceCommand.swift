/// `source walk.kst`: does what a file says.
struct SourceCommand: Command {
  let names = ["source"]
  let group = CommandGroup.console
  let summary = "run the commands of a file, a line each"
  let usage = ["source FILE"]
  let example = ["source walk.kst"]
  let details =
    "A line that begins with # is passed over. The first command that fails ends the file."
  let completion = Completion.Kind.file

  func run(_ arguments: String, _ console: Console) throws {
    guard !arguments.isEmpty else {
      throw CommandError("source needs a file", hint: "source walk.kst")
    }
    let reader = try ScriptReader(path: arguments.expandingHome)
    if case .failed = try console.run(reader) {
      throw CommandError(
        "\(arguments) ended at \(reader.place.map { "\($0)" } ?? "its first line")")
    }
  }
}

import Containers

/// `save session walk.kss`: what leads back to a walk.
struct SaveCommand: Command {
  let names = ["save"]
  let group = CommandGroup.console
  let summary = "write the walk to a file that load brings back"
  let usage = ["save session FILE"]
  let example = ["feed [0, 1]", "step", "save session /dev/null"]
  let details = """
    The file holds commands, a line each: the model, the input, what was set in each branch, and \
    the place. It also holds the numbers at that place, so that load can say what differs.
    """
  let completion = Completion.Kind.file

  func run(_ arguments: String, _ console: Console) throws {
    let (what, path) = arguments.firstWord
    guard what == "session", !path.isEmpty else {
      throw CommandError(
        arguments.isEmpty ? "save needs to know what" : "save does not know \(arguments)",
        hint: usage.joined(separator: ", "))
    }
    let text = try SessionFile.lines(console).map { $0 + "\n" }.joined()
    try FileBytes.write(Array(text.utf8), to: path.expandingHome)
    console.output.line("the walk is saved to \(path)")
  }
}

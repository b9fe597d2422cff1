import Containers

/// `save breakpoints FILE`: for another session.
struct SaveCommand: Command {
  let names = ["save"]
  let group = CommandGroup.stopping
  let summary = "write the breakpoints to a file that source reads"
  let usage = ["save breakpoints FILE"]
  let example = ["feed [0, 1]", "break dense", "save breakpoints /dev/null"]
  let details = "Conditions, counts and commands are written too; source FILE makes them all again."
  let completion = Completion.Kind.words(["breakpoints"])

  func run(_ arguments: String, _ console: Console) throws {
    let (word, path) = arguments.firstWord
    guard word == "breakpoints", !path.isEmpty else {
      throw CommandError(
        word.isEmpty || word == "breakpoints" ? "save needs a file" : "\(word) cannot be saved",
        hint: "save breakpoints stops.kst")
    }
    let all = console.breakpoints.all
    guard !all.isEmpty else {
      throw CommandError("there is no breakpoint to save", hint: "break LOCATION makes one")
    }
    let lines = all.flatMap(\.lines)
    let text = lines.map { $0 + "\n" }.joined()
    try FileBytes.write(Array(text.utf8), to: path.expandingHome)
    console.output.line("\(all.count) breakpoint\(all.count == 1 ? "" : "s") written to \(path)")
  }
}

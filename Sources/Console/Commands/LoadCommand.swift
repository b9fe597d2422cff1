import Debugging
import Models
import Tensors
import Terminal

/// `load session walk.kss`: a saved walk, where it stood.
struct LoadCommand: Command {
  let names = ["load"]
  let group = CommandGroup.console
  let reach: Reach = [.walks, .changes, .readsFiles, .runsCommands]
  let summary = "bring back a walk that save wrote, where it stood"
  let usage = ["load session FILE"]
  let example = ["feed [0, 1]", "save session /tmp/walk.kst", "load session /tmp/walk.kst"]
  let details = """
    The model, the input, the branches and the place come back; what is not as it was is told, such \
    as a model file that was saved anew. A file that cannot be used changes nothing.
    """
  let completion = Completion.Kind.words(["session"])

  func completion(before cursor: Substring) -> Completion.Kind {
    cursor.hasWord ? .file(.any) : completion
  }

  func run(_ arguments: String, _ console: Console) throws {
    let (what, path) = arguments.firstWord
    guard what == "session" else {
      throw CommandError(
        what.isEmpty ? "load needs to know what" : "load does not know \(what)",
        hint: usage.joined(separator: ", "))
    }
    guard !path.isEmpty else {
      throw CommandError("load session needs a file", hint: "load session FILE")
    }
    let reader = try ScriptReader(path: path.expandingHome)
    let differences = try SessionReader(console, name: path).read(reader)
    let (session, _) = try console.requireMachine()
    console.output.line("\(session.model.name), as saved in \(path)")
    console.output.lines(differences.flatMap { console.prose($0, .bad) })
    try console.showPlace()
  }
}

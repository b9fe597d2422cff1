import Containers
import Debugging
import Exports
import Tensors
import Terminal
import Views

/// `save session walk`: what leads back to a walk; `save breakpoints stops.kst`: its breakpoints;
/// `save page walk.html`: the walk as a page.
struct SaveCommand: Command {
  let names = ["save"]
  let group = CommandGroup.console
  let reach = Reach.writesFiles
  let summary =
    "write the walk or the breakpoints to a file, the walk as a page of HTML, or the model as it is now"
  let usage = [
    "save session FILE", "save breakpoints FILE", "save page FILE", "save model FILE",
  ]
  let example = [
    "feed [0, 1]", "break dense", "save breakpoints /dev/null", "step", "save session /dev/null",
  ]
  let details = """
    A session's file holds commands, a line each: the model, the input, what was set in each branch, \
    breakpoints, displays and the place. It also holds the numbers at that place, so that load can \
    say what differs. Breakpoints alone are a script, with their conditions, counts and commands; \
    source FILE makes them all again. A page of HTML shows what was computed so far, for the \
    sample in focus: a browser steps through it, without kerastep and without the network. A model \
    is written as the file that was opened, .keras or .h5, with the weights as they are where one \
    stands, trained or set, and with what the optimizer keeps: Keras opens it.
    """
  let completion = Completion.Kind.words(["session", "breakpoints", "page", "model"])

  func run(_ arguments: String, _ console: Console) throws {
    let (what, path) = arguments.firstWord
    guard ["session", "breakpoints", "page", "model"].contains(what) else {
      throw CommandError(
        what.isEmpty ? "save needs to know what" : "\(what) cannot be saved",
        hint: usage.joined(separator: ", "))
    }
    guard !path.isEmpty else {
      throw CommandError("save needs a file", hint: "save \(what) FILE")
    }
    if what == "session" {
      try SaveCommand.write(try SessionFile.lines(console), to: path)
      return console.output.line("the walk is saved to \(path)")
    }
    if what == "model" {
      let remarks = try console.requireSession().save(to: path.expandingHome)
      console.output.line("the model is written to \(path)")
      return console.tell(remarks: remarks)
    }
    if what == "page" {
      let (session, machine) = try console.requireMachine()
      guard machine.current != nil else {
        throw CommandError("nothing is computed yet", hint: "continue, then save page \(path)")
      }
      let page = try TracePage(session, machine).html()
      try Interruption.check()
      try FileBytes.write(Array(page.utf8), to: path.expandingHome)
      return console.output.line("the page is written to \(path)")
    }
    let all = console.breakpoints.all
    guard !all.isEmpty else {
      throw CommandError("there is no breakpoint to save", hint: "break LOCATION makes one")
    }
    try SaveCommand.write(all.flatMap { $0.lines() }, to: path)
    console.output.line("\(all.count) breakpoint\(all.count == 1 ? "" : "s") written to \(path)")
  }

  func completion(before cursor: Substring) -> Completion.Kind {
    cursor.hasWord ? .file(.any) : completion
  }

  private static func write(_ lines: [String], to path: String) throws {
    try Interruption.check()
    if let long = lines.first(where: { $0.utf8.count > ScriptReader.longestLine }) {
      throw CommandError(
        "\(long.firstWord.word) has too many numbers for a line of a file, \(long.utf8.count >> 20) MB",
        hint: "Save them with np.savez, and open that with samples: then the file's name is kept.")
    }
    let text = lines.map { $0 + "\n" }.joined()
    try FileBytes.write(Array(text.utf8), to: path.expandingHome)
  }
}

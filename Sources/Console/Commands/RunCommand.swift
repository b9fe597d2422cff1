import Debugging
import Models
import Tensors

/// `run data.npz until argmax(output) changes`: feeds one sample after another until something
/// happens.
struct RunCommand: Command {
  let names = ["run"]
  let group = CommandGroup.stopping
  let reach: Reach = [.walks, .changes, .readsFiles]
  let summary = "feed sample after sample, and stop in the first in which something happens"
  let usage = [
    "run FILE|VALUE until EXPRESSION", "run FILE|VALUE until EXPRESSION changes",
    "run FILE|VALUE", "run",
  ]
  let example = [
    "run [[0, 0], [0, 1], [1, 0], [1, 1]] until output[0] > 0.5", "rev step",
    "run [[0, 0], [0, 1]] until output[0] > 0.5 changes",
  ]
  let details = """
    FILE and VALUE are as for feed, with samples along the first axis. EXPRESSION is over values of \
    the model (output, dense.a, lstm.f with all its timesteps): any(lstm.f > 0.999), and is looked \
    at whenever one of them is written; the walk stops there, with all steps back. With changes the \
    samples are compared with each other: argmax(output) changes. Breakpoints stop on the way too. \
    run alone goes on with the next sample; without \
    a data set it walks what was fed from its start to the first stop. Ctrl-C stops where it is.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let (source, goal) = try RunCommand.parts(arguments)
    var first = 0
    if source.isEmpty {
      guard let data = session.data, let row = session.dataRow else {
        guard goal == nil else {
          throw CommandError(
            "run needs a data set", hint: "run data.npz until argmax(output) changes")
        }
        return try begin(console)
      }
      guard row + 1 < data.feed.samples else {
        throw CommandError("sample \(row) of \(data.name) was the last one")
      }
      first = row + 1
      if let goal {
        try console.debugger.check(goal, on: data)
        console.debugger.search = goal
      }
    } else {
      let data = try Session.DataSet(readingFile: source.expandingHome, for: session.model)
      if let goal { try console.debugger.check(goal, on: data) }
      try session.open(data)
      console.debugger.search = goal
      console.tell(remarks: data.feed.remarks)
    }
    try console.runSamples(from: first)
  }

  /// What was fed once more from its start, as gdb runs a program.
  private func begin(_ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    try machine.restart()
    try console.resume("", backwards: false)
  }

  /// `FILE until EXPRESSION changes` in two.
  private static func parts(_ text: String) throws -> (source: String, goal: SampleSearch?) {
    let padded = " \(text) "
    guard let range = padded.firstRange(of: " until ") else { return (text, nil) }
    var goal = String(padded[range.upperBound...]).trimmed
    let changes = goal.hasSuffix(" changes")
    if changes { goal = String(goal.dropLast(" changes".count)).trimmed }
    guard !goal.isEmpty, goal != "changes" else {
      throw CommandError(
        "an expression is missing after until", hint: "run data.npz until argmax(output) changes")
    }
    let source = String(padded[..<range.lowerBound]).trimmed
    return (source, SampleSearch(text: goal, isChange: changes))
  }
}

import Debugging
import Equations
import Models
import Terminal
import Terms
import Views

/// `sample 2`: the next input of the data set, or another sample of the batch.
struct SampleCommand: Command {
  let names = ["sample"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes]
  let summary = "feed another sample of the data set, or look at another one of the batch"
  let usage = ["sample", "sample N", "sample next", "sample prev"]
  let example = ["samples", "sample 2", "sample next"]
  let details = """
    In a data set (samples FILE) the sample is fed and the walk begins anew. In a batch (feed with \
    one more axis) all samples are computed side by side: the place stays, the focus moves.
    """
  let completion = Completion.Kind.words(["next", "prev"])

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    guard !arguments.isEmpty else { return try SampleCommand.show(console) }
    if let data = session.data, let row = session.dataRow {
      let index = try SampleCommand.index(arguments, from: row, count: data.feed.samples)
      try session.feedSample(index)
      return try SampleCommand.show(console)
    }
    let (_, machine) = try console.requireMachine()
    let index = try SampleCommand.index(arguments, from: session.sample, count: machine.samples)
    session.focus(index)
    console.output.line("sample \(index) of \(machine.samples) is in focus")
    try console.showPlace()
  }

  private static func index(_ word: String, from current: Int, count: Int) throws -> Int {
    let wanted: Int?
    switch word {
    case "next", "n": wanted = current + 1
    case "prev", "previous", "p": wanted = current - 1
    default: wanted = Int(word)
    }
    guard let wanted else {
      throw CommandError("\(word) is no sample", hint: "sample 0, sample next or sample prev")
    }
    guard (0..<count).contains(wanted) else {
      throw CommandError("there is no sample \(wanted): there are \(count), 0 to \(count - 1)")
    }
    return wanted
  }

  /// Shows which sample is fed, and its inputs.
  static func show(_ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    if let data = session.data, let row = session.dataRow {
      console.output.line("sample \(row) of \(data.feed.samples) in \(data.name)")
    } else {
      console.output.line("sample \(session.sample) of \(machine.samples)")
    }
    for value in machine.program.inputs {
      let tensor = try machine.read(value, sample: session.sample)
      console.output.lines(
        console.arrayText.lines(tensor, behind: "  \(value.name.unicode) \(value.shape) = "))
      if let sentence = session.words?.sentence(tensor) {
        console.output.lines("\"\(sentence.visible)\"".wrapped(after: "  ", to: console.width))
      }
    }
  }
}

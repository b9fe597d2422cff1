import Containers
import Debugging
import Models
import Terminal

/// `samples FILE`: a data set, fed one sample at a time.
struct SamplesCommand: Command {
  let names = ["samples"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes, .readsFiles]
  let summary = "open a data set and feed its first sample; without a file, the model's own"
  let usage = ["samples", "samples FILE"]
  let example = ["samples", "sample next"]
  let details = """
    The bundled models come with a few inputs and with what their outputs are to be, which samples \
    without a file opens. FILE is as for feed, with samples along the first axis; a .npz may hold targets \
    y0, y1, … too, and train goes through them.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let path: String
    if arguments.isEmpty {
      guard let own = Bundled.samples(of: session.model) else {
        throw CommandError(
          "\(session.model.name) comes with no samples", hint: "Name a file: samples data.npz")
      }
      path = own
    } else {
      path = arguments.unquoted.expandingHome
    }
    let data = try Session.DataSet(readingFile: path, for: session.model)
    let feed = data.feed
    try session.open(data)
    console.tell(remarks: feed.remarks)
    let first =
      session.dataRow == nil ? "the first \(session.feed?.samples ?? 0) are" : "sample 0 is"
    console.output.lines(console.prose("\(SamplesCommand.title(data)); \(first) fed"))
    try SampleCommand.show(console)
  }

  /// `4 samples with targets in data.npz`
  static func title(_ data: Session.DataSet) -> String {
    let count = data.feed.samples
    let samples = count == 1 ? "1 sample" : "\(count) samples"
    let targets = data.targets.isEmpty ? "" : count == 1 ? " with its target" : " with targets"
    return "\(samples)\(targets) in \(data.name.visible)"
  }
}

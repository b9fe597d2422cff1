import Debugging
import Models

/// `samples FILE`: a data set, fed one sample at a time.
struct SamplesCommand: Command {
  let names = ["samples"]
  let group = CommandGroup.model
  let reach: Reach = [.walks, .changes, .readsFiles]
  let summary = "open a data set and feed its first sample; without a file, the model's own"
  let usage = ["samples", "samples FILE"]
  let example = ["samples", "sample next"]
  let details = """
    The bundled models come with a few inputs, which samples without a file opens. FILE is as for \
    feed, with samples along the first axis.
    """
  let completion = Completion.Kind.file(.arrays)

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let path: String
    if arguments.isEmpty {
      guard let own = Bundled.samples(session.model.name),
        Bundled.names.contains(session.model.name)
      else {
        throw CommandError(
          "\(session.model.name) comes with no samples", hint: "Name a file: samples data.npz")
      }
      path = own
    } else {
      path = arguments.expandingHome
    }
    let data = try Session.DataSet(readingFile: path, for: session.model)
    let feed = data.feed
    try session.open(data)
    console.tell(remarks: feed.remarks)
    let count = feed.samples == 1 ? "1 sample" : "\(feed.samples) samples"
    let first =
      session.dataRow == nil ? "the first \(session.feed?.samples ?? 0) are" : "sample 0 is"
    console.output.line("\(count) in \(data.name); \(first) fed")
    try SampleCommand.show(console)
  }
}

import Debugging
import Tensors

/// `compare precision float16`: what difference a number format makes.
struct CompareCommand: Command {
  let names = ["compare"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "show what difference another number format makes, equation by equation"
  let usage = ["compare precision", "compare precision FORMAT"]
  let example = ["feed [0, 1]", "compare precision float16"]
  let details = """
    What was fed is computed to the end in both formats, in the one that precision has set and in \
    FORMAT, which is float64 if none is given.
    """
  let completion = Completion.Kind.words(["precision"] + Precision.words)

  func run(_ arguments: String, _ console: Console) throws {
    let words = arguments.split(separator: " ").map(String.init)
    guard words.first == "precision", words.count <= 2 else {
      throw CommandError(
        arguments.isEmpty ? "compare needs to know what" : "compare does not know \(arguments)",
        hint: usage.joined(separator: ", "))
    }
    let (session, _) = try console.requireMachine()
    let format = try words.dropFirst().first.map(Precision.format) ?? .float64
    guard session.precision != format else {
      throw CommandError(
        "both are \(Precision.text(format))", hint: "There are: \(Precision.hint)")
    }
    let formats = [session.precision, format].map { ($0, Precision.text($0)) }
    let runs = try formats.map { (run: try session.run(in: $0), name: $1) }
    console.output.page(
      try console.comparison(runs[0], runs[1], session), pages: console.isInteractive)
  }
}

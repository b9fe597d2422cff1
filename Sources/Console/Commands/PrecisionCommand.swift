import Debugging
import Expressions
import Tensors

/// `precision float64`: the same walk, computed in another number format.
struct PrecisionCommand: Command {
  let names = ["precision"]
  let group = CommandGroup.walking
  let reach: Reach = [.walks, .changes]
  let summary = "compute in another number format"
  let usage = ["precision", "precision FORMAT"]
  let example = ["feed [0, 1]", "precision float64", "continue"]
  let details = """
    FORMAT is float64, float32, float16 or bfloat16, or file for what the file says. Weights are \
    rounded to it, and every op computes in it; what was set begins anew. States that calls before \
    left are what they were, rounded to it. compare precision shows \
    what difference it makes.
    """
  let completion = Completion.Kind.words(Precision.words)

  func run(_ arguments: String, _ console: Console) throws {
    let session = try console.requireSession()
    let words = arguments.split(separator: " ").map(String.init)
    switch words.first {
    case nil:
      console.output.line("precision is \(Precision.text(session.precision))")
    case .some where words.count == 1:
      try change(to: try Precision.format(words[0]), session, console)
    default:
      throw CommandError("\(arguments) is no number format", hint: Precision.hint)
    }
  }

  private func change(to format: DType?, _ session: Session, _ console: Console) throws {
    let before = session.precision
    try session.compute(in: format)
    guard before != format else {
      return console.output.line("precision is \(Precision.text(format)), as before")
    }
    console.output.line("precision: \(Precision.text(before)) → \(Precision.text(format))")
    if session.machine != nil { try console.showPlace() }
  }
}

/// The words for number formats.
enum Precision {
  static let words = ["float64", "float32", "float16", "bfloat16", "file"]

  static var hint: String { words.joined(separator: ", ") }

  /// The format of a word; nil for the file's own.
  static func format(_ word: String) throws -> DType? {
    if word == "file" { return nil }
    guard words.contains(word), let format = DType(rawValue: word) else {
      let near = nearest(to: word, in: words).map { "Did you mean \($0)? " } ?? ""
      throw CommandError("\(word) is no number format", hint: "\(near)There are: \(hint)")
    }
    return format
  }

  static func text(_ format: DType?) -> String { format?.rawValue ?? "the file's" }
}

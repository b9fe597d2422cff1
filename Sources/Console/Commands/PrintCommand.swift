import Debugging
import Expressions
import Tensors

/// `print z[0:8]`: a value, a slice of one, or an expression over them.
struct PrintCommand: Command {
  let names = ["print", "p"]
  let group = CommandGroup.looking
  let reach = Reach.changes
  let summary = "print a value, a slice of it, or an expression"
  let usage = [
    "print EXPRESSION", "print EXPRESSION, EXPRESSION", "print -a EXPRESSION",
  ]
  let example = ["open lstm", "feed zeros", "until lstm@1.C", "p W[:, 8:16]", "p lstm@0.f"]
  let details = """
    Names are those of the place where one stands (f, W, h_prev), or of anywhere: lstm@2.C, dense.z, \
    lstm.h (the timesteps so far, one a row), @0.f (the timestep 0 of this loop). Functions are \
    NumPy's and Keras', with np. or without. -a prints all elements of a long array, p/8 \
    with 8 digits; a matrix that is wider than the screen has its rows and columns numbered. The value is \
    kept as $1, $2, …; $ is the last one. Together with the variables they may have 100 million \
    numbers; the oldest gives way. A line that begins with no command is printed too.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    var text = arguments
    var all = false
    if text == "-a" || text.hasPrefix("-a ") {
      all = true
      text = String(text.dropFirst(2)).trimmed
    }
    guard !text.isEmpty else {
      throw CommandError("print needs a value", hint: "p x, p W[0], p x @ W + b")
    }
    let parts = StopArguments.parts(text)
    guard !parts.contains("") || parts.count == 1 else {
      throw CommandError("a value is missing beside a comma", hint: "p a, b")
    }
    for part in parts { try show(part, all, console) }
  }

  private func show(_ text: String, _ all: Bool, _ console: Console) throws {
    // An explicit slice is never cut.
    console.keep(try console.evaluate(text), showsAll: all || text.contains("["))
  }
}

/// A line that begins with no command: printed when it is an expression.
struct BareExpression: Command {
  let word: String
  let names: [String] = []
  let group = CommandGroup.looking
  let reach = Reach.changes
  let summary = ""
  let usage: [String] = []
  let example: [String] = []

  func run(_ arguments: String, _ console: Console) throws {
    let scope = Scope(console.debugger)
    let isWord = word.allSatisfy { $0.isLetter || $0 == "-" } && !scope.isName(word)
    // What follows it are files, which would read as an expression.
    if isWord, scope.usage(ofFunction: word) == nil, let hint = ForeignWords.subcommand(word) {
      throw CommandError("there is no command \(word)", hint: hint)
    }
    if isWord, !arguments.contains(where: { "=()[]+*/@<>".contains($0) }) {
      let commands = console.commands.all.map(\.name)
      let near = nearest(to: word, in: commands + scope.names)
      if let hint = ForeignWords.hint(for: word) {
        throw CommandError("there is no command \(word)", hint: hint)
      }
      if let usage = scope.usage(ofFunction: word) {
        throw CommandError("\(word) is a function", hint: "usage: \(usage)")
      }
      if let place = scope.machine?.elsewhere(word) {
        throw CommandError("there is no \(word) here", hint: "Did you mean \(place)?")
      }
      throw CommandError(
        "there is no command or value \(word)",
        hint: near.map { "Did you mean \($0)?" } ?? "help lists the commands")
    }
    do {
      try PrintCommand().run(arguments, console)
    } catch let error as ExpressionError {
      throw hinted(error, console.commands)
    }
  }

  /// The line's first word may be a command with a slip in it: `feeed [0, 1]`.
  private func hinted(_ error: ExpressionError, _ commands: Commands) -> any Error {
    guard [word, "\(word) here"].contains(where: { error.message == "there is no \($0)" }),
      error.hint.isEmpty,
      let near = nearest(to: word, in: commands.all.map(\.name))
    else { return error }
    return CommandError(error.description, hint: "did you mean \(near)?")
  }
}

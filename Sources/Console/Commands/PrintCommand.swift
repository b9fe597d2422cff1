import Debugging
import Equations
import Layers
import Tensors

/// `print z[0:8]`: a value, a slice of one, or an expression over them.
struct PrintCommand: Command {
  let names = ["print", "p"]
  let group = CommandGroup.looking
  let summary = "print a value, a slice of it, or an expression"
  let usage = ["print EXPRESSION", "print -a EXPRESSION"]
  let example = ["open lstm", "feed zeros", "until lstm@1.C", "p W[:, 8:16]", "p lstm@0.f"]
  let details = """
    Names are those of the place where one stands (f, W, h_prev), or of anywhere: lstm@2.C, dense.z, \
    lstm.h (the timesteps so far, one a row). -a prints all elements of a long array. The value is \
    kept as $1, $2, …; $ is the last one. A line that begins with no command is printed too.
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
    let scope = ConsoleScope(console)
    let tensor = try Expression(text, names: scope).evaluate(in: scope)
    console.printed.append(tensor)
    console.output.page(
      lines(tensor, number: console.printed.count, all: all, text, console),
      pages: console.isInteractive)
  }

  private func lines(
    _ tensor: Tensor, number: Int, all: Bool, _ text: String, _ console: Console
  ) -> [String] {
    var style = console.arrayText
    // An explicit slice is never cut.
    if all || text.contains("[") { style.format.threshold = nil }
    let label = "$\(number) = "
    if tensor.shape.rank == 0 {
      return [label + NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)]
    }
    let shape = "\(tensor.shape) \(tensor.dtype.rawValue)".marked(.dim)
    let lines = style.lines(tensor)
    if lines.count == 1, let line = lines.first, label.columns + line.columns + 20 < console.width {
      return ["\(label)\(line)  \(shape)"]
    }
    return ["\(label)\(shape)"] + lines
  }
}

/// A line that begins with no command: printed when it is an expression.
struct BareExpression: Command {
  let word: String
  let names: [String] = []
  let group = CommandGroup.looking
  let summary = ""
  let usage: [String] = []
  let example: [String] = []

  func run(_ arguments: String, _ console: Console) throws {
    let scope = ConsoleScope(console)
    let isWord = word.allSatisfy { $0.isLetter || $0 == "-" } && !scope.isName(word)
    if isWord, !arguments.contains(where: { "=()[]+*/@<>".contains($0) }) {
      let commands = Commands.all.map(\.name)
      let near = nearest(to: word, in: commands + scope.names)
      throw CommandError(
        "there is no command or value \(word)",
        hint: near.map { "Did you mean \($0)?" } ?? "help lists the commands")
    }
    try PrintCommand().run(arguments, console)
  }
}

/// What words mean at the prompt: the values of the place where one stands, of anywhere, and those
/// printed before.
struct ConsoleScope: Environment {
  let console: Console
  /// Where one stands; nil before the first equation.
  let frame: StackFrame?

  init(_ console: Console) { self.init(console, in: console.selectedFrame()) }

  init(_ console: Console, in frame: StackFrame?) {
    self.console = console
    self.frame = frame
  }

  var names: [String] {
    guard let machine = console.session?.machine else { return [] }
    return machine.words(in: frame)
  }

  func isName(_ word: String) -> Bool {
    if word.hasPrefix("$") { return true }
    guard let machine = console.session?.machine else { return false }
    return machine.isName(word, in: frame)
  }

  var functions: [String: FunctionMaker] {
    Activations.functions.mapValues { function in
      { operands, options in
        guard operands.count == 1, options.isEmpty, let operand = operands.first else { return nil }
        return function(operand)
      }
    }
  }

  func tensor(named word: String) throws(Unavailable) -> Tensor? {
    if word.hasPrefix("$") { return try printed(word) }
    guard let session = console.session, let machine = session.machine else { return nil }
    do {
      return try machine.lookup(word, in: frame, sample: session.sample).tensor
    } catch {
      throw Unavailable("\(error)")
    }
  }

  private func printed(_ word: String) throws(Unavailable) -> Tensor? {
    let count = console.printed.count
    guard count > 0 else { throw Unavailable("nothing was printed yet") }
    if word == "$" { return console.printed.last }
    guard let number = Int(word.dropFirst()), (1...count).contains(number) else {
      throw Unavailable("there is no \(word)", hint: "$1 to $\(count)")
    }
    return console.printed[number - 1]
  }
}

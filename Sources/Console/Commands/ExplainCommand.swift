import Debugging
import Tensors
import Terminal
import Terms
import Views

/// `explain z[3]`: where one number comes from.
struct ExplainCommand: Command {
  let names = ["explain", "ex"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "take one number apart: where it comes from, with all numbers"
  let usage = [
    "explain NAME[INDEX]", "explain -a NAME[INDEX]", "explain -d N NAME[INDEX]",
    "explain -r NAME[INDEX]",
    "explain",
  ]
  let example = ["open lstm", "feed zeros", "until lstm@1.C", "explain C[5]", "explain z[3] -d 2"]
  let details = """
    NAME is a value here (z, W, h_prev) or anywhere (lstm@2.C, dense.z, output); INDEX is a number \
    for each axis, from 0. Alone it explains the first number that the current equation wrote. Of a \
    long sum the largest terms are shown, and the others as one number; -a shows all. The percents \
    are shares of all sizes together. -d N goes N equations back. -r compares with the \
    same computed in float64, which is shown unasked where rounding changes the digits that are \
    seen; an ulp is the step to the next number that the format has.
    """
  let completion = Completion.Kind.value

  /// The most equations that a tree goes back.
  private static let deepest = 50

  func run(_ arguments: String, _ console: Console) throws {
    let (session, own) = try console.requireMachine()
    var machine = own
    var request = try ExplainRequest(arguments)
    let other = StepPlace(request.text)
    if let other {
      machine = try session.run(inStep: try other.step(in: machine))
      request.text = other.rest
    }
    guard request.depth <= ExplainCommand.deepest else {
      throw CommandError("-d goes up to \(ExplainCommand.deepest)", hint: "explain z[0] -d 3")
    }
    let sample = session.sample
    let entry: Entry
    if request.text.isEmpty {
      guard let current = machine.currentEntry else {
        throw CommandError.nothingComputed(in: machine)
      }
      entry = current
    } else {
      entry = try machine.entry(
        request.text, in: other == nil ? console.debugger.selectedFrame : .model,
        sample: sample)
    }
    let tree = try machine.explanationTree(
      of: entry, depth: request.depth, most: request.all ? .max : 3, sample: sample)
    let text = ExplanationText(
      console.presentation, machine, showsAll: request.all, showsRounding: request.rounding)
    var lines = text.lines(tree)
    let isNamed = entry.value.role != .intermediate
    if request.text.isEmpty, isNamed, let last = entry.value.shape.dims.last, last > 1 {
      let index = entry.index.dropLast() + [last - 1]
      let text = "\(entry.value.name.ascii)[\(index.map(String.init).joined(separator: ", "))]"
      lines.append("(explain \(text) takes another one apart)".marked(.dim))
    }
    console.output.page(lines, pages: console.isInteractive)
  }
}

/// `-a -d 2 z[3]` taken apart; the options may stand on either side.
struct ExplainRequest {
  var text = ""
  var all = false
  var depth = 1
  /// Whether what rounding left is asked for.
  var rounding = false

  init(_ arguments: String, takesDepth: Bool = true) throws(CommandError) {
    var words = arguments.split(separator: " ").map(String.init)[...]
    var rest: [String] = []
    while let word = words.popFirst() {
      switch word {
      case "-a": all = true
      case "-r": rounding = true
      case "-d" where takesDepth:
        guard let next = words.popFirst(), let count = Int(next), count > 0 else {
          throw CommandError("-d needs a number of equations from 1", hint: "explain z[0] -d 3")
        }
        depth = count
      case _ where word.hasPrefix("-") && word.dropFirst().first?.isLetter == true:
        throw CommandError(
          "there is no option \(word)",
          hint: takesDepth ? "-a, -d N, -r" : "-a shows all timesteps, -r what rounding left"
        )
      default: rest.append(word)
      }
    }
    text = rest.joined(separator: " ")
  }
}

import Debugging

/// `dprintf lstm.C, "C[3] is %.3f", C[3]`: prints at a place and goes on.
struct PrintingBreakCommand: Command {
  let names = ["dprintf"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "print a line whenever a place is passed, without a stop"
  let usage = ["dprintf LOCATION, \"TEXT\", EXPRESSION, …"]
  let example = ["open lstm", "feed ones", "dprintf lstm.C, \"C[3] is %.3f\", C[3]", "continue"]
  let details = """
    In TEXT %g stands for a number with all its digits, %.3g, %.3f and %.3e for one with 3 after the \
    point, %d for a whole one, %s for a value as it is shown in a list, %8.3f for one in 8 columns, \
    and %% for a %. An array is printed with its numbers so. condition, ignore and disable work as \
    for break.
    """
  let reverse: String? = "is not needed: going back prints at the same places"
  let completion = Completion.Kind.stop

  func completion(before cursor: Substring) -> Completion.Kind {
    StopArguments.completion(before: cursor)
  }

  func run(_ arguments: String, _ console: Console) throws {
    let parts = StopArguments.parts(arguments)
    let words = ExampleWords(console)
    let example = "dprintf \(words.value), \"it is %s\", \(words.name)"
    guard parts.count >= 2, let place = parts.first, !place.isEmpty else {
      throw CommandError(
        "dprintf needs a place and a text", hint: example)
    }
    let quoted = parts[1]
    guard quoted.count >= 2, quoted.first == "\"", quoted.last == "\"" else {
      throw CommandError(
        "\(quoted) is no text in double quotes", hint: example)
    }
    let format = try PrintFormat(String(quoted.dropFirst().dropLast()))
    let expressions = Array(parts.dropFirst(2))
    guard expressions.count == format.count, !expressions.contains("") else {
      let values = format.count == 1 ? "1 value" : "\(format.count) values"
      throw CommandError("the text takes \(values), and there are \(expressions.count)")
    }
    try console.add(.print(place, format, expressions))
  }
}

import Debugging
import Tensors
import Terminal

/// `catch nan`: stops where something happens to numbers.
struct CatchCommand: Command {
  let names = ["catch"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "stop where a NaN, an infinity, a saturated gate … appears"
  let usage = [
    "catch nan|inf|saturated|dead|masked", "catch vanishing|exploding [RATIO]",
    "catch WHAT except LOCATION",
  ]
  let example = ["open lstm", "feed ones", "catch saturated except dense", "continue"]
  let details = """
    nan and inf stop at an equation whose result has one, if nothing that it was computed from by \
    another equation has: where it is born. saturated stops at a sigmoid or tanh with a number \
    within 0.001 of its bounds; dead at a relu that gives only zeros, in a batch also where a unit is \
    0 in all samples; masked at the beginning of a masked timestep. vanishing and exploding stop behind a \
    target, where the norm of a gradient falls under 0.001, or rises above 1000, of that of the one it came \
    from, or another RATIO: along layers, of the gradient that goes into the last layer; in a recurrent \
    layer, of what the last timestep handed back. except leaves out a layer, a \
    class, an equation, or what a pattern finds: catch nan except /dense/.
    """
  let reverse: String? = "is not needed: going back stops at the same places"
  let completion = Completion.Kind.words(Catch.allCases.map(\.rawValue) + ["except"])

  func run(_ arguments: String, _ console: Console) throws {
    let kinds = Catch.allCases.map(\.rawValue).joined(separator: ", ")
    let (word, rest) = arguments.firstWord
    guard let what = Catch(rawValue: word) else {
      throw CommandError(
        word.isEmpty ? "catch needs to know what" : "there is no catch \(word)",
        hint: "catch takes \(kinds)")
    }
    let (limit, behind) = try CatchCommand.limit(of: what, rest)
    let (except, place) = behind.firstWord
    guard behind.isEmpty || (except == "except" && !place.isEmpty) else {
      throw CommandError(
        "\(behind.visible) cannot stand here", hint: "catch \(word) except LOCATION")
    }
    try console.add(.condition(what, except: behind.isEmpty ? nil : place, limit: limit))
    if what.usualLimit != nil, console.session?.aim == nil {
      console.output.lines(console.prose("it waits for gradients: target makes them", .dim))
    }
  }

  /// The ratio of norms that is typed, and what stands behind it.
  private static func limit(
    of what: Catch, _ text: String
  ) throws(CommandError) -> (limit: Double?, rest: String) {
    let (word, rest) = text.firstWord
    guard let usual = what.usualLimit, !word.isEmpty, word != "except" else { return (nil, text) }
    let isVanishing = what == .vanishing
    guard let limit = Double(word), limit > 0, limit.isFinite, isVanishing == (limit < 1) else {
      let usual = NumberFormat.exact(usual, .float64)
      throw CommandError(
        "\(word.visible) is no ratio \(isVanishing ? "between 0 and 1" : "above 1")",
        hint: "catch \(what.rawValue) \(usual) is what catch \(what.rawValue) does")
    }
    return (limit, rest)
  }
}

import Debugging
import Tensors

/// `catch nan`: stops where something happens to numbers.
struct CatchCommand: Command {
  let names = ["catch"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "stop where a NaN, an infinity, a saturated gate … appears"
  let usage = ["catch nan|inf|saturated|dead|masked", "catch WHAT except LOCATION"]
  let example = ["open lstm", "feed ones", "catch saturated except dense", "continue"]
  let details = """
    nan and inf stop at an equation whose result has one, if nothing that it was computed from by \
    another equation has: where it is born. saturated stops at a sigmoid or tanh with a number \
    within 0.001 of its bounds; dead at a relu that gives only zeros, in a batch also where a unit is \
    0 in all samples; masked at the beginning of a masked timestep. except leaves out a layer, a \
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
    let (except, place) = rest.firstWord
    guard rest.isEmpty || (except == "except" && !place.isEmpty) else {
      throw CommandError("\(rest) cannot stand here", hint: "catch \(word) except LOCATION")
    }
    try console.add(.condition(what, except: rest.isEmpty ? nil : place))
  }
}

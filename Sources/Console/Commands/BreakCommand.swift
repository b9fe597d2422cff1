import Debugging
import Equations

/// `break lstm.f if f[0] > 0.5`: stops whenever an equation was executed.
struct BreakCommand: Command {
  let names = ["break", "b"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "stop at a place, always or if an expression is true"
  let usage = ["break LOCATION", "break LOCATION if EXPRESSION", "break"]
  let example = ["open lstm", "feed zeros", "break lstm.f if f[0] > 0.5", "continue"]
  let details = """
    LOCATION is an equation (dense.z; lstm.f in every timestep, lstm@3.f in one), a layer or a \
    timestep, which mean their first equation, a tick, a class of layers (LSTM.f, Dense), or a \
    pattern between slashes, found in names like lstm.f: /lstm.*[fi]$/. Without one it is the \
    equation where one stands. Names in EXPRESSION are those of the layer and timestep of the stop, \
    which comes after the equation, so its result is there. In a batch they are of the sample in \
    focus.
    """
  let reverse: String? = "is not needed: going back stops at the same places"
  let completion = Completion.Kind.stop

  func completion(before cursor: Substring) -> Completion.Kind {
    StopArguments.completion(before: cursor)
  }

  func run(_ arguments: String, _ console: Console) throws {
    try BreakCommand.add(arguments, isTemporary: false, console)
  }

  static func add(_ arguments: String, isTemporary: Bool, _ console: Console) throws {
    var (place, condition) = try StopArguments.condition(arguments)
    if place.isEmpty {
      let (_, machine) = try console.requireMachine()
      guard let moment = machine.current else {
        throw CommandError(
          "a place is missing", hint: "break \(ExampleWords(console).value)")
      }
      place = machine.name(of: machine.program.equations[moment.equation])
    }
    try console.add(.place(place), if: condition, isTemporary: isTemporary)
  }
}

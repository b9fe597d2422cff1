import Debugging

/// `until lstm@2.C`: to a place that is still to come.
struct UntilCommand: Command {
  let names = ["until", "advance"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "walk on to a place that is still to come"
  let usage = ["until LOCATION"]
  let example = ["open lstm", "feed zeros", "until lstm@2.C"]
  let details = """
    LOCATION is a layer (dense), a timestep (lstm@2, or @2 in the loop where one stands), an \
    equation (dense.z, lstm@2.C), or a tick; LSTM.C is the next C of any LSTM, /\\.C$/ the next \
    one whose name the pattern is found in. A layer or a timestep means its first equation. \
    Breakpoints stop on the way.
    """
  let reverse: String? = "goes back to the place, if it was passed"
  let completion = Completion.Kind.location

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    guard !arguments.isEmpty else { throw CommandError("until needs a place", hint: "until dense") }
    try console.show(try machine.until(try console.places(arguments, machine)))
  }
}

import Debugging
import Terminal

/// `expect-stop lstm@1.C`: whether the walk stands where it should, for scripts that are tests.
struct ExpectStopCommand: Command {
  let names = ["expect-stop"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "check that the walk stands at a place; in a script, anything else ends it"
  let usage = ["expect-stop LOCATION"]
  let example = ["open lstm", "feed zeros", "until lstm@1.C", "expect-stop lstm@1.C"]
  let details = "LOCATION is as for until: a layer or a timestep means its first equation."
  let completion = Completion.Kind.location

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    guard !arguments.isEmpty else {
      throw CommandError(
        "expect-stop needs a place", hint: "expect-stop \(ExampleWords(console).value)")
    }
    let location = try console.location(arguments, machine)
    let isThere = machine.current.map(location.matches) ?? (location.target == .tick(0))
    guard !isThere else { return }
    let here = machine.current.map { machine.program.place(of: $0) } ?? "the start"
    throw Failure(
      "the walk stands at \(here.visible), tick \(machine.position), not at \(arguments)")
  }
}

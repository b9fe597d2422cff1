/// `tbreak dense`: a breakpoint for one stop.
struct TemporaryBreakCommand: Command {
  let names = ["tbreak", "tb"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "stop at a place once: the breakpoint goes with its first stop"
  let usage = ["tbreak LOCATION", "tbreak LOCATION if EXPRESSION"]
  let example = ["open lstm", "feed zeros", "tbreak lstm.C", "continue"]
  let details = "Places and conditions are those of break."
  let reverse: String? = "is not needed: going back stops at the same places"
  let completion = Completion.Kind.stop

  func completion(before cursor: Substring) -> Completion.Kind {
    StopArguments.completion(before: cursor)
  }

  func run(_ arguments: String, _ console: Console) throws {
    try BreakCommand.add(arguments, isTemporary: true, console)
  }
}

/// `continue`: to the next breakpoint, or to the end of the prediction.
struct ContinueCommand: Command {
  let names = ["continue", "c"]
  let group = CommandGroup.walking
  let reach = Reach.walks
  let summary = "walk to the next stop, or to the end of the prediction"
  let usage = ["continue", "continue N"]
  let example = ["feed [0, 1]", "continue"]
  let details = """
    Breakpoints, watches and catches stop on the way; with a count, the N-th of them does. Ctrl-C \
    stops too; everything computed until then stays. until LOCATION stops at a place.
    """
  let repeats = true
  let reverse: String? = "goes back to the stop before, or to the start"

  func run(_ arguments: String, _ console: Console) throws {
    try console.resume(arguments, backwards: false)
  }
}

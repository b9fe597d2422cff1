import Debugging

/// `continue`: to the end of the prediction.
struct ContinueCommand: Command {
  let names = ["continue", "c"]
  let group = CommandGroup.walking
  let summary = "walk to the end of the prediction"
  let usage = ["continue"]
  let example = ["feed [0, 1]", "continue"]
  let details = """
    Ctrl-C stops on the way; everything computed until then stays. until LOCATION stops at a place.
    """
  let repeats = true
  let reverse: String? = "goes back to the start"

  func run(_ arguments: String, _ console: Console) throws {
    let (_, machine) = try console.requireMachine()
    try console.show(try machine.resume())
  }
}

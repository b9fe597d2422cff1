/// `disable 2`: keeps a breakpoint without its stops.
struct DisableCommand: Command {
  let names = ["disable"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "keep breakpoints but do not stop at them; without a number, none of them"
  let usage = ["disable", "disable N …"]
  let example = ["open lstm", "feed zeros", "break lstm.f", "disable 1"]
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    try console.turn(false, arguments)
  }
}

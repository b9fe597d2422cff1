/// `delete 2`: forgets a breakpoint.
import Debugging

struct DeleteCommand: Command {
  let names = ["delete"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "forget breakpoints; without a number, all of them"
  let usage = ["delete", "delete N …"]
  let example = ["open lstm", "feed zeros", "break lstm.f", "delete 1"]
  let details = "N can be several numbers, and a range: delete 1 3-5."
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    let list = try console.breakpointList(arguments)
    guard !list.isEmpty else { throw CommandError("there is no breakpoint to delete") }
    for one in list { console.breakpoints.remove(one.number) }
    console.output.line(Console.sentence(list.map(\.number), "deleted"))
  }
}

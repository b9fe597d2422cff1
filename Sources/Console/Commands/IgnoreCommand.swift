import Debugging
import Tensors

/// `ignore 2 10`: passes a breakpoint over a number of times.
struct IgnoreCommand: Command {
  let names = ["ignore"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "pass a breakpoint over a number of times"
  let usage = ["ignore N COUNT"]
  let example = ["open lstm", "feed zeros", "break lstm.f", "ignore 1 2", "continue"]
  let details = "Times at which its condition does not hold are not counted. ignore N 0 ends it."
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    let (word, rest) = arguments.firstWord
    guard !word.isEmpty else {
      throw CommandError("ignore needs a breakpoint's number and a count", hint: "ignore 1 10")
    }
    let one = try console.breakpoint(word)
    guard let count = Int(rest), count >= 0 else {
      throw CommandError(
        rest.isEmpty ? "ignore needs a count" : "\(rest) is no count", hint: "ignore \(word) 10")
    }
    console.breakpoints.change(one.number) { $0.ignored = count }
    let times = count == 1 ? "once" : "\(count) times"
    console.output.line(
      count == 0
        ? "\(one.title) is not passed over any more"
        : "\(one.title) will be passed over \(times)")
  }
}

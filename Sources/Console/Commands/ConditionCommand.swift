import Debugging
import Tensors
import Terminal

/// `condition 2 f[0] > 0.5`: gives a breakpoint a condition, or takes it away.
struct ConditionCommand: Command {
  let names = ["condition"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "let a breakpoint stop only if an expression is true; without one, always"
  let usage = ["condition N EXPRESSION", "condition N"]
  let example = ["open lstm", "feed zeros", "break lstm.f", "condition 1 f[0] > 0.5"]
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    let (word, rest) = arguments.firstWord
    guard !word.isEmpty else {
      throw CommandError("condition needs a breakpoint's number", hint: "condition 1 f[0] > 0.5")
    }
    let one = try console.breakpoint(word)
    let condition = rest.isEmpty ? nil : rest
    try console.breakpoints.setCondition(
      condition, of: one.number, in: console.session?.machine)
    console.output.line(
      "\(one.title) stops " + (condition.map { "if \($0.visible)" } ?? "always now"))
  }
}

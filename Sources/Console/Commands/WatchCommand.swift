import Debugging

/// `watch lstm.C[3] > 0.1`: stops where a value changes.
struct WatchCommand: Command {
  let names = ["watch"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "stop where a value changes, with what it was and is"
  let usage = ["watch NAME", "watch NAME[I]", "watch EXPRESSION > CHANGE"]
  let example = ["open lstm", "feed random(seed=1)", "watch lstm.C[3] > 0.05", "continue"]
  let details = """
    It looks whenever an equation writes the value, and compares with the timestep before, a state \
    in the first timestep with what it began with; a value outside loops is new when it is written. \
    With > CHANGE a number must change by more than that. The expression is over one value: \
    watch argmax(output), watch norm(lstm.h). LSTM.C[3] watches every LSTM.
    """
  let reverse: String? = "is not needed: going back stops at the same places"
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    let (text, by) = try StopArguments.threshold(arguments)
    guard !text.isEmpty else {
      throw CommandError(
        "watch needs a value", hint: "watch \(ExampleWords(console).number)")
    }
    try console.add(.watch(text, by: by))
  }
}

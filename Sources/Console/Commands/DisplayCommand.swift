/// `display C[3]`: shows an expression at every stop.
import Debugging

struct DisplayCommand: Command {
  let names = ["display"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "show an expression at every stop; without one, show all of them now"
  let usage = ["display EXPRESSION", "display"]
  let example = ["open lstm", "feed ones", "step", "display z[0]", "next"]
  let details = """
    One that has changed since it was shown last is marked with *. Names are those of the place \
    where one stands then; an expression of another layer's names is left out there.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    guard arguments.isEmpty else {
      _ = try console.debugger.expression(arguments)
      let number = console.debugger.displays.add(arguments)
      return try DisplayCommand.show(console) { $0 == number }
    }
    guard !console.debugger.displays.all.isEmpty else {
      throw CommandError(
        "nothing is displayed", hint: "display \(ExampleWords(console).number)")
    }
    try DisplayCommand.show(console) { _ in true }
  }

  private static func show(_ console: Console, _ isMeant: (Int) -> Bool) throws {
    for display in console.debugger.displays.all where isMeant(display.number) {
      console.output.line(console.line(of: display))
    }
  }
}

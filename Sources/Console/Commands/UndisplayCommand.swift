/// `undisplay 1`: ends a display.
import Debugging

struct UndisplayCommand: Command {
  let names = ["undisplay"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "end displays; without a number, all of them"
  let usage = ["undisplay", "undisplay N …"]
  let example = ["feed [0, 1]", "step", "display z[0]", "undisplay 1"]

  func run(_ arguments: String, _ console: Console) throws {
    if arguments.isEmpty { return console.debugger.displays.removeAll() }
    let numbers = try arguments.split(whereSeparator: \.isWhitespace).map { word in
      guard let number = Int(word),
        console.debugger.displays.all.contains(where: { $0.number == number })
      else {
        throw CommandError("there is no display \(word)", hint: "display lists them")
      }
      return number
    }
    for number in numbers { console.debugger.displays.remove(number) }
  }
}

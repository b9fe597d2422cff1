import Tensors
import Terminal

/// `show precision`: the display settings.
struct ShowCommand: Command {
  let names = ["show"]
  let group = CommandGroup.console
  let reach = Reach.looks
  let summary = "show the display settings"
  let usage = ["show", "show NAME"]
  let example = ["show"]
  let completion = Completion.Kind.setting([])

  func completion(before cursor: Substring) -> Completion.Kind {
    cursor.hasWord ? .nothing : completion
  }

  private static func blank(_ columns: Int) -> String { String(repeating: " ", count: columns) }

  func run(_ arguments: String, _ console: Console) throws {
    let settings = arguments.isEmpty ? Setting.all : [try SetCommand.setting(arguments)]
    let widest = settings.map(\.name.count).max() ?? 0
    let values = settings.map { $0.get(console.settings).count }.filter { $0 <= 12 }.max() ?? 0
    for setting in settings {
      let name = setting.name.filled(to: widest)
      let value = setting.get(console.settings).filled(to: values)
      // What is said of it stands beside its value while that is short.
      if value.columns > 24 {
        console.output.lines(value.wrapped(after: "  \(name)  ", to: console.width))
        console.output.lines(
          setting.help.wrapped(after: "  \(Self.blank(widest))  ", to: console.width))
        continue
      }
      let lines = setting.help.wrapped(after: "  \(name)  \(value)  ", to: console.width)
      console.output.lines(lines)
    }
  }
}

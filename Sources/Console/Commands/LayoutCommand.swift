import Tensors
import Terminal

/// `layout`: the full screen, and back.
package struct LayoutCommand: Command {
  package let names = ["layout", "tui"]
  package let group = CommandGroup.console
  package let reach = Reach.asks
  package let summary = "the full screen: equations, numbers, where they come from"
  package let usage = ["layout", "layout on", "layout off"]
  package let example = ["open lstm", "feed [[0, 1], [2, 3], [4, 5]]", "until lstm@1.C", "layout"]
  package let completion = Completion.Kind.words(["on", "off"])
  package var details: String {
    let keys = ScreenKey.table.map { "    \($0.keys.filled(to: 11))\($0.meaning)" }
    return """
      At the left stand the equations, at the right the numbers of the layer where one stands, below \
      them where the number under the cursor comes from. layout again goes back to the prompt, as \
      Ctrl-X A does, which also leads here; kerastep --tui begins so. Every key is a command that \
      can be typed as well, and stands in the history and the transcript as that command:

      \(keys.joined(separator: "\n"))

      A click on an equation goes there, on a number explains it, on a number of an explanation goes \
      to where it was computed; the wheel scrolls. With Shift the mouse marks text as elsewhere. It \
      needs \(ScreenSwitch.least.columns) columns and \(ScreenSwitch.least.rows) rows.
      """
  }

  /// What Ctrl-X A types, and what --tui does.
  package static let toggling = "layout"
  package static let entering = "layout on"
  static let leaving = "layout off"

  package init() {}

  package func run(_ arguments: String, _ console: Console) throws {
    guard let isOn = console.screenSwitch?.isOn else {
      throw CommandError(
        "there is no full screen here",
        hint: "It needs a terminal that can be drawn on, and no lesson that is going on")
    }
    switch arguments {
    case "off": console.screenSwitch?.isOn = false
    case "" where isOn: console.screenSwitch?.isOn = false
    case "", "on":
      if let complaint = ScreenSwitch.complaint(Terminal.size()) {
        throw CommandError(complaint, hint: "Make the window larger, then layout")
      }
      console.screenSwitch?.isOn = true
    default:
      throw CommandError("there is no layout \(arguments)", hint: "layout on, layout off")
    }
  }
}

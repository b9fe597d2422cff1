import Terminal

/// What the keys of the full screen do.
struct ScreenKey {
  let keys: String
  /// In a word or two, for the line of keys.
  let short: String
  let meaning: String

  /// In the order of the line of keys.
  static let table = [
    ScreenKey(keys: "space", short: "step", meaning: "step"),
    ScreenKey(keys: "b", short: "back", meaning: "reverse step"),
    ScreenKey(keys: "n/N", short: "timestep", meaning: "next, reverse next"),
    ScreenKey(keys: "e", short: "explain", meaning: "explain the number"),
    ScreenKey(keys: "w", short: "why", meaning: "why is the state so"),
    ScreenKey(keys: "Enter", short: "origin", meaning: "goto where the number was computed"),
    ScreenKey(
      keys: "arrows", short: "number", meaning: "move over the numbers; Home, End, Page too"),
    ScreenKey(keys: "Backspace", short: "return", meaning: "goto where Enter was pressed"),
    ScreenKey(keys: "Tab", short: "pane", meaning: "on to the next pane: arrows move there"),
    ScreenKey(keys: "c/C", short: "continue", meaning: "continue, reverse continue"),
    ScreenKey(keys: "g", short: "goto", meaning: "goto, with a place to be typed"),
    ScreenKey(keys: ":", short: "command", meaning: "any command, at the prompt below"),
    ScreenKey(keys: "?", short: "help", meaning: "help layout"),
    ScreenKey(keys: "q", short: "leave", meaning: "layout off"),
  ]

  /// The commands of single keys.
  static let commands: [Key: String] = [
    .letter(" "): "step", .letter("s"): "step", .letter("b"): "reverse step",
    .letter("n"): "next", .letter("N"): "reverse next", .letter("c"): "continue",
    .letter("C"): "reverse continue", .letter("?"): "help layout",
    .letter("q"): LayoutCommand.leaving, .control("d"): LayoutCommand.leaving,
  ]

  /// The line of keys: as many as there is room for, and always how to type, ask and leave.
  static func line(width: Int) -> String {
    let texts = table.map { ($0.keys, $0.short) }
    var first = texts.dropLast(3)
    func text(_ parts: some Sequence<(String, String)>) -> String {
      parts.map { "\($0.0.marked(.name)) \($0.1)" }.joined(separator: "  ")
    }
    while !first.isEmpty, text(Array(first) + texts.suffix(3)).columns > width - 2 {
      first.removeLast()
    }
    return " " + text(Array(first) + texts.suffix(3))
  }
}

import Tensors
import Terminal

/// What `help` says alone: one screen, in the order in which a newcomer needs things.
enum FirstHelp {
  /// What one wants to do, and lines that do it, as they can be typed.
  static let rows: [(what: String, lines: [String])] = [
    ("begin", ["lesson 1", "open lstm", "feed zeros", "samples"]),
    ("walk", ["step", "next", "continue", "until dense", "rev step"]),
    ("look", ["list", "p z[0]", "info values", "where", "layout"]),
    ("understand", ["explain C[5]", "why h[0]", "whatis z", "plot f"]),
    ("stop", ["break dense", "watch C[3]", "display norm(h)"]),
    ("try out", ["set var C[0] = 1", "timeline", "let v = x @ W"]),
    ("be asked", ["quiz", "check C == f", "diagnose 0.73"]),
    ("keep", ["save session walk", "transcript walk", "export c"]),
    ("end", ["restart", "quit"]),
  ]

  static let footer = [
    "Enter repeats a motion, Tab completes. What is no command",
    "is computed: x @ W + b, sigmoid(z[8:16]), lstm@2.C.",
    "help step        what a command does, with an example",
    "help all         every command",
    "help keys        and functions, gates, lstm, places, …",
    "apropos WORD     commands, lessons and functions on it",
  ]

  /// The commands of these lines, each once.
  static let commands: [String] = {
    var seen: Set<String> = []
    return rows.flatMap(\.lines).map(\.firstWord.word).filter { seen.insert($0).inserted }
  }()

  static var lines: [String] {
    let label = rows.map(\.what.count).max() ?? 0
    return rows.map { row in
      row.what.filled(to: label).marked(.strong) + "  " + row.lines.joined(separator: " · ")
    } + footer
  }
}

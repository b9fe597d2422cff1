/// Words of other tools, and what is typed for them here.
enum ForeignWords {
  /// What a line of another tool's means here, where there is no doubt: `exit()`, `print(z)`.
  static func translated(_ line: String) -> String? {
    switch line {
    case "exit()", "quit()", ":q", ":q!", ":wq": return "quit"
    case "cls()", "clear()": return "clear"
    case "help()": return "help"
    default: break
    }
    if line.hasPrefix("print("), line.hasSuffix(")") {
      return "print \(line.dropFirst("print(".count).dropLast())"
    }
    return nil
  }

  /// What to type for a word that no command has.
  static func hint(for word: String) -> String? { hints[word.lowercased()] }

  private static let hints = [
    "back": "rev step goes one equation back, rev next one timestep or layer.",
    "prev": "rev next goes one timestep or layer back, sample prev to the sample before.",
    "previous": "rev next goes one timestep or layer back, sample prev to the sample before.",
    "undo": "rev step goes back; timeline switch 0 takes what was set back.",
    "redo": "step goes on again; timeline lists the branches.",
    "tui": "layout shows the walk on the whole screen.",
    "start": "restart goes before the first equation; feed gives another input.",
    "kill": "restart goes before the first equation.",
    "jump": "goto goes to a tick or a place.",
    "skip": "next walks to the end of a timestep or layer.",
    "disassemble": "list shows the equations, stepi goes through one.",
    "inspect": "whatis tells what a value is, explain where a number comes from.",
    "dir": "info values shows the values here, info layers the layers.",
    "whos": "info values shows the values here, info layers the layers.",
    "ls": "list shows the equations, info layers the layers; !ls lists files.",
    "cd": "Paths begin where kerastep was started; an absolute one works from anywhere.",
    "pwd": "!pwd shows the folder.",
    "predict": "feed gives an input, continue computes, output shows what comes out.",
    "fit": "Training is not done here: set training on shows what Dropout does.",
    "backtrace()": "where shows where one stands.",
  ]
}

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

  /// What a subcommand of the program does, which is typed in a shell and not here.
  static func subcommand(_ word: String) -> String? { subcommands[word.lowercased()] }

  private static let subcommands = [
    "convert": "In a shell: kerastep convert old.h5 new.keras writes a model for Keras 3.",
    "dap": "An editor starts kerastep dap; there this debugger is in its windows.",
    "debug": "The debugger runs already: open MODEL takes another model.",
    "manual": "In a shell: kerastep manual FOLDER writes the pages of man. Here: help",
    "predict":
      "feed gives an input, continue computes, output shows what comes out. In a shell: kerastep predict MODEL INPUT",
    "python":
      "In a shell: kerastep python -o kerastep.py writes the module for Python and notebooks.",
    "trace":
      "In a shell: kerastep trace MODEL INPUT -o values.npz writes every value. Here: p lstm.f",
  ]

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
    "fit": "feed gives an input, target what is to come out, train 10 makes ten steps of training.",
    "backtrace()": "where shows where one stands.",
  ]
}

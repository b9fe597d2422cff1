/// `enable 2`: lets a breakpoint stop again.
import Debugging

struct EnableCommand: Command {
  let names = ["enable"]
  let group = CommandGroup.stopping
  let reach = Reach.changes
  let summary = "let breakpoints stop again; without a number, all of them"
  let usage = ["enable", "enable N …"]
  let example = ["open lstm", "feed zeros", "break lstm.f", "disable 1", "enable 1"]
  let completion = Completion.Kind.breakpoint

  func run(_ arguments: String, _ console: Console) throws {
    try console.turn(true, arguments)
  }
}

extension Console {
  /// Turns breakpoints on or off, and says which.
  func turn(_ isEnabled: Bool, _ arguments: String) throws {
    let list = try breakpointList(arguments)
    guard !list.isEmpty else {
      throw CommandError("there is no breakpoint", hint: "break LOCATION makes one")
    }
    for one in list { breakpoints.change(one.number) { $0.isEnabled = isEnabled } }
    output.line(Console.sentence(list.map(\.number), isEnabled ? "enabled" : "disabled"))
  }

  /// `breakpoints 1, 2 are disabled`.
  static func sentence(_ numbers: [Int], _ what: String) -> String {
    let list = numbers.map(String.init).joined(separator: ", ")
    return numbers.count == 1 ? "breakpoint \(list) is \(what)" : "breakpoints \(list) are \(what)"
  }
}

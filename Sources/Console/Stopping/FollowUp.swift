/// The commands of breakpoints: while they are typed, and when they are to be done.
struct FollowUp {
  private var collected: (number: Int, lines: [String], finish: ([String]) -> Void)?
  private var asked: [String]?

  /// Whether the lines that are typed are commands of a breakpoint.
  var isCollecting: Bool { collected != nil }

  /// Takes the lines from now on up to `end`.
  mutating func collect(for number: Int, _ finish: @escaping ([String]) -> Void) {
    collected = (number, [], finish)
  }

  /// Takes a line, when lines are taken.
  mutating func takes(_ line: String) -> Bool {
    guard let (number, lines, finish) = collected else { return false }
    if line == "end" {
      collected = nil
      finish(lines)
    } else if !line.isEmpty {
      collected = (number, lines + [line], finish)
    }
    return true
  }

  /// Forgets what was typed without an end; the number of its breakpoint.
  mutating func abandon() -> Int? {
    defer { collected = nil }
    return collected?.number
  }

  /// Asks for commands to be done after the one that is done now.
  mutating func ask(for commands: [String]) { asked = commands }

  /// The commands asked for since the last time; nil when there was no stop.
  mutating func take() -> [String]? {
    defer { asked = nil }
    return asked
  }
}

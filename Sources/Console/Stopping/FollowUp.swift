/// Lines up to `end` while they are typed, and the commands that breakpoints ask for.
struct FollowUp {
  private var collected: (owner: String, lines: [String], finish: ([String]) -> Void)?
  /// Whether the lines that are typed are text, and no commands.
  private(set) var isText = false
  private var asked: [String]?

  /// Whether the lines that are typed belong to a breakpoint's commands or a definition.
  var isCollecting: Bool { collected != nil }

  /// Takes the lines from now on up to `end`; whose they are is for the message when it is missing.
  mutating func collect(
    for owner: String, asText: Bool = false, _ finish: @escaping ([String]) -> Void
  ) {
    collected = (owner, [], finish)
    isText = asText
  }

  /// Takes a line, when lines are taken.
  mutating func takes(_ line: String) -> Bool {
    guard let (owner, lines, finish) = collected else { return false }
    if line == "end" {
      (collected, isText) = (nil, false)
      finish(lines)
    } else if !line.isEmpty {
      collected = (owner, lines + [line], finish)
    }
    return true
  }

  /// Forgets what was typed without an end; whose it was.
  mutating func abandon() -> String? {
    defer { (collected, isText) = (nil, false) }
    return collected?.owner
  }

  /// Asks for commands to be done after the one that is done now.
  mutating func ask(for commands: [String]) { asked = commands }

  /// The commands asked for since the last time; nil when there was no stop.
  mutating func take() -> [String]? {
    defer { asked = nil }
    return asked
  }
}

import TestSupport

/// The built program at its prompt.
extension PseudoTerminal {
  static let prompt = "(kerastep)"

  /// Starts it with a home folder, and waits for its prompt.
  static func program(
    _ arguments: [String], home: TemporaryDirectory, environment: [String: String?] = [:],
    columns: Int = 80, rows: Int = 24, background: String? = nil
  ) throws -> PseudoTerminal {
    let program = try PseudoTerminal(
      Program.path ?? "", arguments, environment: ["HOME": home.path].merging(environment) { $1 },
      columns: columns, rows: rows, background: background)
    try program.expectScreen { $0.currentLine == prompt }
    return program
  }

  /// Types a line and waits for what it shows, then for the prompt.
  func type(_ line: String, showing text: String) throws {
    send(line + "\r")
    try expect(text)
    try expectScreen { $0.currentLine == Self.prompt }
  }
}

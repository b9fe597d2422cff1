/// What the help of every subcommand ends with: how it is typed, and what it ends with.
enum HelpParts {
  /// Three lines as they are typed, each with what it does, and the exit codes behind a text.
  static func discussion(
    _ text: String, _ examples: [(line: String, what: String)], codes: String
  ) -> String {
    let lines = examples.flatMap { ["  \($0.line)", "      \($0.what)"] }
    let start = text.isEmpty ? [] : [text, ""]
    return (start + ["Examples:"] + lines + ["", "Exit codes: \(codes)"]).joined(separator: "\n")
  }

  static func discussion(_ examples: [(line: String, what: String)], codes: String) -> String {
    discussion("", examples, codes: codes)
  }

  /// What ends every program of ours in the same way.
  static let common =
    "2 a command or argument is wrong; 3 a file cannot be used; 124 --timeout is over; 130 interrupted."
}

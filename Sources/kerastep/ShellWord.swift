/// Words of a command line as they are typed in a shell.
enum ShellWord {
  /// In quotes, in which nothing means anything to the shell: `'dense.W'\''[0, 0]'`.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// Commands of the prompt, each behind `-e`.
  static func commands(_ commands: [String]) -> [String] {
    commands.flatMap { ["-e", quoted($0)] }
  }
}

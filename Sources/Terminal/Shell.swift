import Containers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Commands of the person's own shell, at the terminal.
package enum Shell {
  /// Why none could be run.
  package struct Failure: Reported {
    package let message: String
    package var exitCode: Int32 { ExitStatus.unusableFile }
  }

  /// Runs a command that has the terminal to itself, or reads a text; gives what it ended with.
  ///
  /// Ctrl-C is the command's affair. The terminal is afterwards as it was before, a full screen too: that waits for
  /// Enter, so that what the command has shown can be read.
  package static func run(_ command: String, reading text: String? = nil) throws -> Int32 {
    try OwnScreen.lent(waits: true) { try runHere(command, reading: text) }
  }

  private static func runHere(
    _ command: String, reading text: String? = nil
  ) throws(Failure) -> Int32 {
    var before = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &before) == 0
    guard
      let child = Subprocess(
        shell: command + "\n", environment: [], readsText: text != nil)
    else { throw Failure(message: "the shell cannot be started") }
    if let text { child.feed(text) }
    let code = child.wait(endsOnInterrupt: false)
    if isKnown { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    if Interrupt.requested { Interrupt.clear() }
    Signals.takeEcho()
    return code
  }

  /// A text as it is after the person has edited it in $VISUAL, $EDITOR, else vi.
  package static func edited(_ text: String) throws -> String {
    var template = Array("\(Terminal.environment("TMPDIR") ?? "/tmp")/kerastep-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else { throw Failure(message: "no file can be made to be edited") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    Terminal.write(text, to: file)
    close(file)
    let editor = ["VISUAL", "EDITOR"].lazy.compactMap(Terminal.environment).first ?? "vi"
    let code = try OwnScreen.lent(waits: false) { try runHere("\(editor) '\(path)'") }
    guard code == 0 else { throw Failure(message: "\(editor) ended with \(code)") }
    return String(decoding: try FileBytes(path: path).bytes.array, as: UTF8.self)
  }
}

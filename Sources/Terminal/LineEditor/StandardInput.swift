#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The right way to read what stands at file descriptor 0.
package enum StandardInput {
  /// `shortcut` is the line that Ctrl-X A enters.
  package static func reader(
    program: String, completer: Completer?, hinter: Hinter? = nil, shortcut: String? = nil
  ) -> any LineReader {
    guard Terminal.isTerminal(STDIN_FILENO) else {
      return ScriptReader(descriptor: STDIN_FILENO, name: "standard input")
    }
    guard !Terminal.isDumb else { return PlainReader() }
    do throws(LineEditorError) {
      return try LineEditor(
        program: program, history: .standard(), completer: completer, hinter: hinter,
        shortcut: shortcut)
    } catch {
      return PlainReader()
    }
  }
}

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal's promise to say where a paste begins and ends; asked for only while a line is edited.
enum BracketedPaste {
  static func set(_ isOn: Bool) {
    if !Terminal.isDumb { Terminal.write("\u{1B}[?2004\(isOn ? "h" : "l")", to: STDOUT_FILENO) }
  }
}

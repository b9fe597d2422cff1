// The terminal and the person at it: what is written to it, what is typed, and the signals on the way.
//
// `Terminal` asks what the screen is and writes to it. `Style` turns marks in text into colours, and is
// the only way out: whatever else could command a terminal is made visible there. `StandardInput` chooses
// who reads: `LineEditor` (libedit with keys, pastes, completion and history of our own), `PlainReader`
// where nothing may be drawn, `ScriptReader` where nobody types; all of them are a `LineReader`.
//
// `Signals` are facts that are asked for, never code that runs in between; `Interrupt` is what Ctrl-C and
// the time limit mean to a long computation. Of models, commands or numbers the module knows nothing.
//
// `Screen` is for whoever wants all of the screen: `Cells` are what it shows, `OwnScreen` takes the terminal,
// writes what differs and gives it back whatever happens, `Keyboard` gives keys and the mouse. The prompt does
// without: lines that scroll away stay in the terminal's own memory, where they can be searched and copied.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Columns and rows of a screen.
package struct TerminalSize: Equatable, Sendable {
  package var columns: Int
  package var rows: Int

  package init(columns: Int, rows: Int) { (self.columns, self.rows) = (columns, rows) }

  /// What a terminal has that says nothing.
  package static let usual = TerminalSize(columns: 80, rows: 24)
}

/// Facts about the terminal, asked for when they are needed: a window changes its size.
package enum Terminal {
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// What the terminal says, else COLUMNS and LINES, else 80×24; more than any screen has is cut.
  package static func size(_ descriptor: Int32 = STDOUT_FILENO) -> TerminalSize {
    let told = toldSize(descriptor)
    return TerminalSize(
      columns: min(told.columns, longestSide), rows: min(told.rows, longestSide))
  }

  /// The most columns or rows that are believed.
  private static let longestSide = 10_000

  /// Whether the window is said to have more places than may be drawn on: 10 million, some 100 MB
  /// for libedit.
  static var isBeyondDrawing: Bool {
    let told = toldSize(STDOUT_FILENO)
    let (places, overflows) = told.columns.multipliedReportingOverflow(by: told.rows)
    return overflows || places > 10_000_000
  }

  private static func toldSize(_ descriptor: Int32) -> TerminalSize {
    var window = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 {
      return TerminalSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }
    func number(_ name: String, else usual: Int) -> Int {
      environment(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? usual
    }
    return TerminalSize(
      columns: number("COLUMNS", else: TerminalSize.usual.columns),
      rows: number("LINES", else: TerminalSize.usual.rows))
  }

  /// Whether no escape sequence may be sent: TERM is `dumb` or says nothing.
  package static var isDumb: Bool { ["dumb", nil].contains(environment("TERM")) }

  /// Whether colours are welcome unasked: a terminal, not a dumb one, and no NO_COLOR (https://no-color.org).
  package static func supportsColour(_ descriptor: Int32 = STDOUT_FILENO) -> Bool {
    isTerminal(descriptor) && !isDumb && environment("NO_COLOR") == nil
  }

  /// Whether a terminal that has colours has the palette of 256; only those of old have not.
  package static var hasPalette: Bool {
    let old = ["linux", "ansi", "cons25", "xterm-color", "xterm-16color"]
    let name = environment("TERM") ?? ""
    return !old.contains(name) && !name.hasPrefix("vt")
  }

  /// Whether the user's locale writes UTF-8. It is asked by name, then by its tables, so that neither a
  /// missing locale nor a changed one of ours matters.
  package static var isUTF8: Bool {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first ?? "C"
    let plain = name.lowercased()
    if plain.contains("utf-8") || plain.contains("utf8") { return true }
    guard let locale = newlocale(1 << LC_CTYPE, name, nil) else { return false }
    defer { freelocale(locale) }
    guard let codeset = nl_langinfo_l(nl_item(CODESET), locale) else { return false }
    return String(cString: codeset) == "UTF-8"
  }

  /// A folder of the person's own: the variable's, or the one in their home; nil without a home.
  package static func userFolder(_ variable: String, or usual: String) -> String? {
    // The XDG specification: a path that is not absolute is to be ignored.
    if let folder = environment(variable), folder.hasPrefix("/") { return folder }
    return environment("HOME").map { "\($0)/\(usual)" }
  }

  /// The current folder.
  package static var folder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// A variable of the environment; an empty one counts as missing.
  package static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Writes all of the text; false when that failed. On standard output a failure is told
  /// (`OutputFailure`), and a reader that has gone ends the program quietly.
  @discardableResult
  package static func write(_ text: String, to descriptor: Int32) -> Bool {
    if descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO {
      Interrupt.leaveEcho(on: descriptor)
    }
    return writeAlone(text, to: descriptor)
  }

  /// The same, whatever Ctrl-C has left in the line.
  @discardableResult
  static func writeAlone(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Self.write(
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: rest)), to: descriptor)
        guard let count else {
          if descriptor == STDOUT_FILENO { OutputFailure.tell(errno) }
          return false
        }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// How many of the bytes were written; nil when none can be.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int? {
    while true {
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count > 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var full = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&full, 1, -1)
      case EPIPE where descriptor == STDOUT_FILENO: Interrupt.endOnBrokenPipe()
      default: return nil
      }
    }
  }
}

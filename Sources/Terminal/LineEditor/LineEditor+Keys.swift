#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keys, and the signals that come while one is waited for.
extension LineEditor {
  static let ends = [SIGTERM, SIGHUP, SIGQUIT]
  static let signals = ends + [SIGWINCH, SIGTSTP, SIGCONT]

  func nextKey() -> Unicode.Scalar? {
    while stop == nil {
      paint()
      let next = keys.next(
        orAny: Self.signals + [SIGINT], within: typing.isPrepared ? -1 : Typing.pause)
      wipe()
      switch next {
      case .scalar(let scalar): return scalar
      case .end: stop = .endOfInput
      case .time: prepare()
      case .signal: handleSignals()
      }
    }
    return nil
  }

  private func handleSignals() {
    if Signals.take(SIGWINCH) { drawAfterResize() }
    if Signals.take(SIGTSTP) {
      suspended { Signals.deliver(SIGTSTP) }
      _ = Signals.take(SIGCONT)
    }
    if Signals.take(SIGCONT) { suspended {} }
    for signal in Self.ends where Signals.take(signal) {
      suspended {
        editor.print("\n")
        Signals.deliver(signal)
      }
    }
    if Interrupt.requested { stop = .interrupted }
  }

  /// Gives the terminal its ordinary modes for as long as something else owns it.
  private func suspended(_ body: () -> Void) {
    leaveTerminal()
    surroundings?.pause()
    body()
    surroundings?.draw()
    takeTerminal()
    editor.redraw()
  }

  /// Before the prompt invites typing: the terminal must not echo what libedit will, and says where a paste begins
  /// and ends.
  func takeTerminal() {
    editor.setRaw(true)
    if !editor.isVi { editor.print("\u{1B}[?2004h") }
  }

  func leaveTerminal() {
    editor.print("\u{1B}[?2004l")
    editor.setRaw(false)
  }

  /// Terminals wrap what is on the screen anew: the line, and a picture above it, begin as many rows
  /// above as they take now.
  private func drawAfterResize() {
    if let surroundings {
      surroundings.draw()
      if !Terminal.isBeyondDrawing { editor.resize() }
      return editor.redraw()
    }
    var above = rows().above
    if let picture {
      above += Terminal.rows(of: picture.text, columns: Terminal.size().columns).rows
    }
    editor.print("\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J")
    if let text = picture?.draw() {
      editor.print(text)
      picture?.text = text
    }
    // libedit keeps every place of the screen in memory.
    if !Terminal.isBeyondDrawing { editor.resize() }
    editor.redraw()
  }

  /// How many rows the prompt and the line take above and below the cursor's.
  func rows() -> (above: Int, below: Int) {
    let columns = Terminal.size().columns
    let (text, cursor) = editor.line
    let head = String(String.UnicodeScalarView(text.unicodeScalars.prefix(cursor)))
    let above = Terminal.rows(of: prompt.text + head, columns: columns).rows
    return (above, Terminal.rows(of: prompt.text + text, columns: columns).rows - above)
  }

  /// All of the screen anew, where the line stands in one of ours.
  func drawAll() -> EditLine.Outcome {
    surroundings?.draw()
    editor.redraw()
    return .nothing
  }
}

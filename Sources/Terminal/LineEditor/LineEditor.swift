#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a terminal cannot be edited on.
enum LineEditorError: Error, Equatable, Sendable {
  /// Standard input or output is none.
  case noTerminal
  /// It cannot move its cursor.
  case dumbTerminal
}

/// A line editor for a person at a terminal: history, completion, paste, UTF-8.
///
/// libedit draws and edits. What it does less well is ours: reading keys, so that a signal is never lost and never
/// handled in the middle of its work; pastes; the list of completions; the history's file.
final class LineEditor: LineReader {
  let isInteractive = true
  let place: ScriptPlace? = nil

  let editor: EditLine
  /// Nil when there is none, or another program keeps it locked.
  private var history: HistoryFile?
  private let completer: Completer?
  /// Says how a line looks while it is typed; asked when its prompt comes.
  private let hinter: Hinter?
  var typing = Typing()
  /// The lines that the arrow keys bring back, the newest last.
  private(set) var lines: [String] = []
  private(set) var keys = KeyReader()
  private(set) var prompt = Prompt("")
  /// Lines of a paste that are to be run next, and what follows them.
  private var pasted: ArraySlice<String> = []
  private var pastedRest = ""
  private var offered = ""
  private var picture: StandingPicture?
  private(set) var surroundings: Surroundings?
  /// What Ctrl-X A enters in the place of the line.
  private let shortcut: String?
  /// What stands in the line from the beginning.
  private var start = ""
  /// Why the line being read was given up.
  private var stop: ReadResult?

  /// `program` is the name that `~/.editrc` may address.
  init(
    program: String, history: HistoryFile?, completer: Completer?, hinter: Hinter? = nil,
    shortcut: String? = nil
  ) throws(LineEditorError) {
    guard Terminal.isTerminal(STDIN_FILENO), Terminal.isTerminal(STDOUT_FILENO) else {
      throw .noTerminal
    }
    guard !Terminal.isDumb, !Terminal.isBeyondDrawing else { throw .dumbTerminal }
    Self.chooseUTF8()
    guard let editor = EditLine(program: program, historyLimit: HistoryFile.limit),
      editor.canMoveCursor
    else { throw .dumbTerminal }
    self.editor = editor
    self.history = history
    self.completer = completer
    self.hinter = hinter
    self.shortcut = shortcut
    editor.nextKey = { [unowned self] in nextKey() }
    editor.complete = { [unowned self] in complete() }
    editor.paste = { [unowned self] in paste() }
    editor.insertOffer = { [unowned self] in insertOffer() }
    editor.enterShortcut = { [unowned self] in enterShortcut() }
    editor.drawAll = { [unowned self] in drawAll() }
    editor.move = { [unowned self] in move($0) }
    KeyBindings.install(on: editor)
    if let lines = history.map({ $0.load() }) {
      if let lines { for line in lines { remember(line) } } else { giveUpHistory() }
    }
  }

  /// Says once that the history's file is not waited for.
  private func giveUpHistory() {
    guard let path = history?.path else { return }
    history = nil
    editor.print(
      "the history is not kept: another program has \(Terminal.printable(path)) locked\n")
  }

  /// libedit reads and draws in the locale's letters, and falls over a prompt that these do not have.
  private static func chooseUTF8() {
    let isUTF8 = { String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8" }
    if setlocale(LC_CTYPE, "") != nil, isUTF8() { return }
    for name in ["C.UTF-8", "en_US.UTF-8", "UTF-8"] where setlocale(LC_CTYPE, name) != nil {
      if isUTF8() { return }
    }
  }

  // MARK: Lines

  func readLine(prompt: String) -> ReadResult {
    Interrupt.leaveEcho(on: STDOUT_FILENO)
    if Interrupt.requested { discardTypeAhead() }
    Interrupt.clear()
    self.prompt = Prompt(prompt)
    if let line = pasted.popFirst() {
      editor.print("\(prompt)\(line)\n")
      return .line(line)
    }
    start = pastedRest + offered
    (pastedRest, offered) = ("", "")
    if !start.isEmpty { editor.push(EditLine.insertKeys) }
    stop = nil
    typing = Typing(hinter?())
    takeTerminal()
    let line = Signals.watching(Self.signals) { editor.read(prompt: self.prompt) }
    leaveTerminal()
    if let stop {
      leaveLine(stop)
      return stop
    }
    guard let line else {
      editor.print("\n")
      return .endOfInput
    }
    return .line(line)
  }

  func add(history line: String) {
    var line = line
    while line.last == " " { line.removeLast() }  // completion leaves one behind
    guard !line.isEmpty, line != lines.last else { return }
    remember(line)
    if history?.append(line) == false { giveUpHistory() }
  }

  private func remember(_ line: String) {
    if lines.count >= HistoryFile.limit { lines.removeFirst(HistoryFile.limit / 4) }
    lines.append(line)
    editor.add(history: line)
  }

  func offer(_ text: String) { offered = text }

  func keep(_ picture: StandingPicture?) { self.picture = picture }

  let drawsOnScreen = true

  var hasTypeAhead: Bool { !pasted.isEmpty || !pastedRest.isEmpty }

  func surround(with surroundings: Surroundings?) {
    self.surroundings = surroundings
    editor.bind("\u{C}", to: surroundings == nil ? "ed-clear-screen" : "kerastep-draw")  // Ctrl-L
  }

  func discardTypeAhead() {
    pasted = []
    pastedRest = ""
  }

  /// The screen after a line that was given up: the next prompt stands below it.
  private func leaveLine(_ stop: ReadResult) {
    Signals.takeEcho()
    let columns = Terminal.size().columns
    let end = Terminal.rows(of: prompt.text + editor.line.text, columns: columns).column
    let down = String(repeating: "\n", count: rows().below)
    editor.print("\(down)\r\u{1B}[\(end)C\(stop == .interrupted ? "^C" : "")\n")
    editor.reset()
  }

  // MARK: Keys and signals

  private static let ends = [SIGTERM, SIGHUP, SIGQUIT]
  private static let signals = ends + [SIGWINCH, SIGTSTP, SIGCONT]

  private func nextKey() -> Unicode.Scalar? {
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
  private func takeTerminal() {
    editor.setRaw(true)
    if !editor.isVi { editor.print("\u{1B}[?2004h") }
  }

  private func leaveTerminal() {
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

  // MARK: Paste

  /// A paste of several lines is as good as typing them: the first one is entered, the others follow.
  private func paste() -> EditLine.Outcome {
    var scalars: [Unicode.Scalar] = []
    typing.isPasted = true
    while let scalar = editor.nextCharacter() {
      scalars.append(scalar)
      if scalar == "~", scalars.suffix(Paste.end.count) == Paste.end[...] { break }
    }
    typing.isPasted = false
    guard stop == nil else { return .nothing }
    let paste = Paste(scalars.dropLast(Paste.end.count))
    guard let first = paste.complete.first else {
      editor.insert(paste.rest)
      return .refresh
    }
    pasted = paste.complete.dropFirst()
    pastedRest = paste.rest
    editor.insert(first)
    editor.push("\n")
    return .refresh
  }

  /// Enters another line in the place of this one, which comes back in the next.
  private func enterShortcut() -> EditLine.Outcome {
    guard let shortcut else { return .beep }
    let line = editor.line.text
    offered = line
    editor.replace(0..<line.unicodeScalars.count, with: shortcut)
    editor.push("\n")
    return .refresh
  }

  /// All of the screen anew, where the line stands in one of ours.
  private func drawAll() -> EditLine.Outcome {
    surroundings?.draw()
    editor.redraw()
    return .nothing
  }

  private func insertOffer() -> EditLine.Outcome {
    editor.insert(start)
    return .refresh
  }

  // MARK: Completion

  private func complete() -> EditLine.Outcome {
    let (line, cursor) = editor.line
    guard let completions = completer?(line, cursor), let first = completions.candidates.first
    else {
      return .beep
    }
    let length = line.unicodeScalars.count
    let range = completions.range.clamped(to: 0..<length)
    if completions.candidates.count == 1 {
      let rest = line.unicodeScalars.dropFirst(range.upperBound)
      let space = first.continues || rest.first == " " ? "" : " "
      editor.replace(range, with: Terminal.printable(first.text) + space)
      return .refresh
    }
    let prefix = Terminal.printable(completions.commonPrefix)
    // Candidates may match in another way than by their beginning; then nothing of the word is taken away.
    if prefix.unicodeScalars.count >= range.count { editor.replace(range, with: prefix) }
    list(completions)
    return .nothing
  }

  private func list(_ completions: Completions) {
    let size = Terminal.size()
    let rows = surroundings.map { max($0.rows() - 1, 2) } ?? size.rows - 2
    editor.print(
      String(repeating: "\n", count: self.rows().below + 1)
        + completions.listing(columns: size.columns, rows: rows))
    editor.redraw()
  }
}

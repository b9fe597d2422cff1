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
  let completer: Completer?
  /// Says how a line looks while it is typed; asked when its prompt comes.
  private let hinter: Hinter?
  var typing = Typing()
  /// Whether hints were asked for before.
  var hasHinted = false
  /// The lines that the arrow keys bring back, the newest last.
  private(set) var lines: [String] = []
  var keys = KeyReader()
  private(set) var prompt = Prompt("")
  /// Lines of a paste that are to be run next, and what follows them.
  var pasted: ArraySlice<String> = []
  var pastedRest = ""
  var offered = ""
  var picture: StandingPicture?
  private(set) var surroundings: Surroundings?
  /// What Ctrl-X A enters in the place of the line.
  let shortcut: String?
  /// What stands in the line from the beginning.
  var start = ""
  /// Why the line being read was given up.
  var stop: ReadResult?

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
}

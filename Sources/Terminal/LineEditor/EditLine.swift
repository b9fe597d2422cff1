import CLibEdit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// libedit behind a safe face: the only file that handles its pointers and calls.
///
/// Positions count Unicode scalars, which is what libedit's wide characters are.
final class EditLine {
  /// What an editing function of ours wants done to the screen.
  enum Outcome {
    case nothing, refresh, beep, refreshAndBeep
    /// The next function has the argument that was typed for this one.
    case passed

    fileprivate var code: UInt8 {
      switch self {
      case .nothing: UInt8(CC_NORM)
      case .refresh: UInt8(CC_REFRESH)
      case .beep: UInt8(CC_ERROR)
      case .refreshAndBeep: UInt8(CC_REFRESH_BEEP)
      case .passed: UInt8(CC_ARGHACK)
      }
    }
  }

  /// Where characters come from; asked one at a time. None gives the line up.
  var nextKey: () -> Unicode.Scalar? = { nil }
  /// Tab.
  var complete: () -> Outcome = { .nothing }
  /// The terminal announced a paste.
  var paste: () -> Outcome = { .nothing }
  /// `insertKeys` were pushed.
  var insertOffer: () -> Outcome = { .nothing }
  /// Ctrl-X A.
  var enterShortcut: () -> Outcome = { .nothing }
  /// Ctrl-L, in a screen of ours.
  var drawAll: () -> Outcome = { .nothing }
  /// A key that moves forwards, and takes what is offered where that begins.
  var move: (Move) -> Outcome = { _ in .nothing }

  /// How far a key moves: libedit's own function for it is pushed by these keys, which nobody types.
  enum Move: String {
    case letter = "\u{1F}l"
    case word = "\u{1F}w"
    case end = "\u{1F}e"
  }

  /// What a terminal sends before a paste.
  static let pasteKeys = "\u{1B}[200~"
  /// What nobody types (Ctrl-_ twice); for `push`.
  static let insertKeys = "\u{1F}\u{1F}"

  private let editor: OpaquePointer
  private let history: OpaquePointer
  private var promptStorage = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 1)

  /// nil when libedit cannot use the terminal.
  init?(program: String, historyLimit: Int) {
    guard let editor = kerastep_editor_open(program) else { return nil }
    guard let history = history_winit() else {
      el_end(editor)
      return nil
    }
    self.editor = editor
    self.history = history
    promptStorage.initialize(repeating: 0)

    _ = kerastep_editor_set_owner(editor, Unmanaged.passUnretained(self).toOpaque())
    _ = kerastep_editor_set_prompt(editor, showPrompt, wchar_t(Prompt.literal.value))
    _ = kerastep_editor_set_reader(editor, readKey)
    // Signals are noted and looked at by `nextKey`, not handled inside libedit.
    _ = kerastep_editor_set(editor, EL_SIGNAL, 0)
    _ = kerastep_editor_use_emacs(editor)
    _ = kerastep_history_set(history, H_SETSIZE, Int32(clamping: historyLimit))
    _ = kerastep_history_set(history, H_SETUNIQUE, 1)
    _ = kerastep_editor_set_history(editor, history)
    for (name, help, function) in functions {
      _ = kerastep_editor_add_function(editor, name, help, function)
    }
  }

  deinit {
    el_end(editor)
    history_wend(history)
    promptStorage.deallocate()
  }

  // MARK: Set-up

  func bind(_ keys: String, to function: String) {
    _ = kerastep_editor_bind(editor, keys, function)
  }

  /// Carries out a file of editrc(5) commands, if it is there.
  func source(_ path: String) { _ = el_source(editor, path) }

  /// Whether the terminal can be drawn on; libedit has already said when it knows nothing of it.
  var canMoveCursor: Bool { kerastep_editor_can_move_up(editor) == 1 }

  var isVi: Bool { kerastep_editor_is_vi(editor) == 1 }

  func add(history line: String) {
    _ = kerastep_history_add(history, line.wide)
  }

  // MARK: Reading

  /// Shows the prompt and reads a line; nil when `nextKey` ended it, or at Ctrl-D in an empty line.
  func read(prompt: Prompt) -> String? {
    let wide = prompt.marked.wide
    promptStorage.deallocate()
    promptStorage = .allocate(capacity: wide.count)
    _ = promptStorage.initialize(from: wide)
    var count: Int32 = 0
    guard let line = el_wgets(editor, &count), count > 0 else { return nil }
    let text = String(wide: UnsafeBufferPointer(start: line, count: Int(count)))
    return text.last?.isNewline == true ? String(text.dropLast()) : text
  }

  /// Puts keys before those that will be typed.
  func push(_ keys: String) { el_wpush(editor, keys.wide) }

  /// The next character inside an editing function; nil when there is none.
  func nextCharacter() -> Unicode.Scalar? {
    var character: wchar_t = 0
    guard el_wgetc(editor, &character) == 1 else { return nil }
    return Unicode.Scalar(UInt32(truncatingIfNeeded: character))
  }

  /// After an abandoned line: forgets it and gives the terminal its ordinary modes.
  func reset() { el_reset(editor) }

  /// Whether keys come one by one (`true`) or the terminal edits lines.
  func setRaw(_ isRaw: Bool) { _ = kerastep_editor_set(editor, EL_PREP_TERM, isRaw ? 1 : 0) }

  // MARK: The line being edited

  /// The text and the cursor's position in it.
  var line: (text: String, cursor: Int) {
    guard let line = el_wline(editor)?.pointee, let start = line.buffer else { return ("", 0) }
    let text = UnsafeBufferPointer(start: start, count: max(line.lastchar - start, 0))
    return (String(wide: text), line.cursor - start)
  }

  /// Replaces a part of the line; the cursor is after the new text.
  func replace(_ range: Range<Int>, with text: String) {
    _ = el_cursor(editor, Int32(clamping: range.upperBound - line.cursor))
    el_deletestr(editor, Int32(clamping: range.count))
    _ = el_winsertstr(editor, text.wide)
  }

  func insert(_ text: String) { _ = el_winsertstr(editor, text.wide) }

  // MARK: The screen

  /// The columns that it believes a letter to take; −1 where it shows it otherwise.
  static func width(of scalar: Unicode.Scalar) -> Int {
    Int(kerastep_editor_width(wchar_t(truncatingIfNeeded: scalar.value)))
  }

  /// Writes past libedit's own drawing, in order with it.
  func print(_ text: String) { kerastep_editor_print(text) }

  /// Draws prompt and line anew where the cursor is.
  func redraw() { _ = kerastep_editor_redraw(editor) }

  /// The window has another size.
  func resize() { el_resize(editor) }

  // MARK: C callbacks

  fileprivate var promptPointer: UnsafeMutablePointer<wchar_t>? { promptStorage.baseAddress }

  fileprivate static func owner(of editor: OpaquePointer?) -> EditLine? {
    guard let editor, let owner = kerastep_editor_owner(editor) else { return nil }
    return Unmanaged<EditLine>.fromOpaque(owner).takeUnretainedValue()
  }
}

private typealias EditingFunction = @convention(c) (OpaquePointer?, wint_t) -> UInt8

private let functions: [(name: String, help: String, function: EditingFunction)] = [
  ("kerastep-complete", "Complete the word", { editor, _ in outcome(of: editor, \.complete) }),
  ("kerastep-paste", "Insert pasted text", { editor, _ in outcome(of: editor, \.paste) }),
  ("kerastep-offer", "Insert offered text", { editor, _ in outcome(of: editor, \.insertOffer) }),
  ("kerastep-shortcut", "Enter a line", { editor, _ in outcome(of: editor, \.enterShortcut) }),
  ("kerastep-draw", "Draw the screen anew", { editor, _ in outcome(of: editor, \.drawAll) }),
  ("kerastep-letter", "Move, or take what is offered", { editor, _ in move(editor, .letter) }),
  ("kerastep-word", "Move, or take a word of it", { editor, _ in move(editor, .word) }),
  ("kerastep-end", "Move, or take what is offered", { editor, _ in move(editor, .end) }),
]

private func move(_ editor: OpaquePointer?, _ move: EditLine.Move) -> UInt8 {
  (EditLine.owner(of: editor)?.move(move) ?? .beep).code
}

private func outcome(
  of editor: OpaquePointer?, _ function: KeyPath<EditLine, () -> EditLine.Outcome>
) -> UInt8 {
  (EditLine.owner(of: editor)?[keyPath: function]() ?? .beep).code
}

private func showPrompt(_ editor: OpaquePointer?) -> UnsafeMutablePointer<wchar_t>? {
  EditLine.owner(of: editor)?.promptPointer
}

private func readKey(
  _ editor: OpaquePointer?, _ character: UnsafeMutablePointer<wchar_t>?
) -> Int32 {
  guard let scalar = EditLine.owner(of: editor)?.nextKey() else {
    character?.pointee = 0
    errno = EINTR
    return -1
  }
  character?.pointee = wchar_t(truncatingIfNeeded: scalar.value)
  return 1
}

extension String {
  /// The text as C's wide characters, ended by 0.
  fileprivate var wide: [wchar_t] {
    unicodeScalars.filter { $0.value != 0 }.map { wchar_t(truncatingIfNeeded: $0.value) } + [0]
  }

  fileprivate init(wide: UnsafeBufferPointer<wchar_t>) {
    var scalars = String.UnicodeScalarView()
    for character in wide {
      scalars.append(Unicode.Scalar(UInt32(truncatingIfNeeded: character)) ?? "\u{FFFD}")
    }
    self.init(scalars)
  }
}

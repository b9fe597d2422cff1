/// Which key does what.
enum KeyBindings {
  /// The usual keys, then what `~/.editrc` says.
  static func install(on editor: EditLine) {
    let file =
      Terminal.environment("EDITRC") ?? Terminal.environment("HOME").map { $0 + "/.editrc" }
    if let file { editor.source(file) }
    for (keys, function) in general { editor.bind(keys, to: function) }
    editor.bind(EditLine.insertKeys, to: "kerastep-offer")
    for (move, function) in moves { editor.bind(move.rawValue, to: function) }
    // With vi keys Escape is a command of its own: nothing may begin with it, not even a paste.
    guard !editor.isVi else { return }
    for (keys, function) in escapes { editor.bind(keys, to: function) }
    if let file { editor.source(file) }  // has the last word; with vi keys it would only undo ours
    editor.bind(EditLine.pasteKeys, to: "kerastep-paste")
  }

  private static let general = [
    ("\t", "kerastep-complete"),
    ("\u{12}", "em-inc-search-prev"),  // Ctrl-R
    ("\u{17}", "ed-delete-prev-word"),  // Ctrl-W
    ("\u{18}a", "kerastep-shortcut"),  // Ctrl-X A, as in gdb
    ("\u{18}A", "kerastep-shortcut"), ("\u{18}\u{1}", "kerastep-shortcut"),
    ("\u{5}", "kerastep-end"), ("\u{6}", "kerastep-letter"),  // Ctrl-E, Ctrl-F
  ]

  /// What the keys that take an offer do where there is none.
  private static let moves: [(EditLine.Move, String)] = [
    (.letter, "ed-next-char"), (.word, "em-next-word"), (.end, "ed-move-to-end"),
  ]

  /// What people expect and libedit's emacs mode lacks, as terminals send it.
  private static let escapes = [
    ("\u{1B}[C", "kerastep-letter"), ("\u{1B}OC", "kerastep-letter"),  // →
    ("\u{1B}f", "kerastep-word"), ("\u{1B}F", "kerastep-word"),  // Alt-F
    ("\u{1B}[1;5C", "kerastep-word"), ("\u{1B}[1;3C", "kerastep-word"),  // Ctrl-→, Alt-→
    ("\u{1B}[1;5D", "ed-prev-word"), ("\u{1B}[1;3D", "ed-prev-word"),
    ("\u{1B}[1;5A", "ed-prev-history"), ("\u{1B}[1;5B", "ed-next-history"),
    ("\u{1B}[3~", "ed-delete-next-char"), ("\u{1B}[3;5~", "em-delete-next-word"),  // Delete
    ("\u{1B}[H", "ed-move-to-beg"), ("\u{1B}OH", "ed-move-to-beg"), ("\u{1B}[1~", "ed-move-to-beg"),
    ("\u{1B}[F", "kerastep-end"), ("\u{1B}OF", "kerastep-end"), ("\u{1B}[4~", "kerastep-end"),
    ("\u{1B}[5~", "ed-search-prev-history"), ("\u{1B}[6~", "ed-search-next-history"),  // Page ↑, ↓
    ("\u{1B}[2~", "ed-ignore"), ("\u{1B}[Z", "ed-ignore"),  // Insert, Shift-Tab
  ]
}

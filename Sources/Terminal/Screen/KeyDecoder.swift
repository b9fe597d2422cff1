/// Keys from the characters that a terminal sends for them.
struct KeyDecoder {
  /// The beginning of a sequence.
  private var pending: [Unicode.Scalar] = []

  /// Whether more may follow: an Escape alone is a key, and the beginning of others.
  var isWaiting: Bool { !pending.isEmpty }

  /// The longest sequence that is waited for; a paste may be longer.
  private static let longest = 64
  private static let longestPaste = 1 << 16

  /// The key that a character completes.
  mutating func take(_ scalar: Unicode.Scalar) -> Key? {
    guard isWaiting else {
      if scalar == "\u{1B}" {
        pending = [scalar]
        return nil
      }
      return KeyDecoder.key(scalar)
    }
    pending.append(scalar)
    if isPaste { return takePaste() }
    guard isComplete || pending.count > KeyDecoder.longest else { return nil }
    defer { pending = [] }
    return sequence
  }

  /// The key that the beginning of a sequence is, when nothing has followed.
  mutating func giveUp() -> Key? {
    defer { pending = [] }
    return pending.count == 1 ? .escape : isWaiting ? .other : nil
  }

  private static func key(_ scalar: Unicode.Scalar) -> Key {
    switch scalar {
    case "\r", "\n": .enter
    case "\t": .tab
    case "\u{7F}", "\u{8}": .backspace
    case "\u{1}"..."\u{1A}":
      Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) } ?? .other
    case "\0"..<" ": .other
    default: .letter(Character(scalar))
    }
  }

  // MARK: Sequences

  /// `ESC [ … @…~`, `ESC O x`, `ESC x`.
  private var isComplete: Bool {
    guard let second = pending.dropFirst().first else { return false }
    guard second == "[" else { return second != "O" || pending.count > 2 }
    return pending.count > 2 && pending.last.map { ("@"..."~").contains($0) } ?? false
  }

  private var sequence: Key {
    let body = String(String.UnicodeScalarView(pending.dropFirst(2).dropLast()))
    switch (pending.dropFirst().first, pending.last) {
    case ("[", "M"), ("[", "m"):
      return Mouse(report: body, isRelease: pending.last == "m").map(Key.mouse) ?? .other
    case ("[", "~"): return KeyDecoder.numbered[body] ?? .other
    case ("[", let final?), ("O", let final?): return KeyDecoder.final[final] ?? .other
    default: return .other
    }
  }

  private static let final: [Unicode.Scalar: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "M": .enter,
  ]

  private static let numbered: [String: Key] = [
    "1": .home, "4": .end, "7": .home, "8": .end, "5": .pageUp, "6": .pageDown,
  ]

  // MARK: A paste

  private static let pasteStart = Array("\u{1B}[200~".unicodeScalars)

  private var isPaste: Bool { pending.starts(with: KeyDecoder.pasteStart) }

  private mutating func takePaste() -> Key? {
    let isOver = pending.suffix(Paste.end.count) == Paste.end[...]
    guard isOver || pending.count > KeyDecoder.longestPaste else { return nil }
    defer { pending = [] }
    let text = pending.dropFirst(KeyDecoder.pasteStart.count).dropLast(isOver ? Paste.end.count : 0)
    let paste = Paste(text)
    return .paste((paste.complete + [paste.rest]).filter { !$0.isEmpty }.joined(separator: " "))
  }
}

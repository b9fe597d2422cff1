import Containers

/// How a line looks while it is typed. libedit knows nothing of it: what stands behind the line is gone
/// before a key reaches it, and colours are not in what it believes to be on the screen.
struct Typing {
  let hinting: LineHinting?
  /// Whether nothing is left that a wait for a key is good for.
  var isPrepared: Bool
  /// What stands behind the line, as the keys that move forwards take it, and the line.
  var offer: (text: String, line: String)?
  /// Whether something stands behind the line.
  var hasRest = false
  /// Whether letters of the line have been painted.
  var isPainted = false
  /// Whether a paste is being read: it is painted once, when it is in the line.
  var isPasted = false

  init(_ hinting: LineHinting? = nil) {
    self.hinting = hinting
    isPrepared = hinting?.needsTime != true
  }

  /// How long nobody types before something is looked up that takes longer than a key may.
  static let pause: Int32 = 100
}

extension LineEditor {
  /// Paints the line with its hints, where the next key is still to be waited for.
  func paint() {
    guard let hinting = typing.hinting, !typing.isPasted, !keys.hasInput else { return }
    let (line, cursor) = editor.line
    typing.offer = nil
    let painter = LinePainter(
      style: hinting.style, start: Terminal.width(of: prompt.text),
      columns: Terminal.size().columns)
    guard painter.room(behind: line) != nil else { return drawPlain() }
    var found = line.isEmpty ? beforeTheFirstKey(hinting) : hinting.hints(line, lines)
    // Terminals of old may have nothing that tells it from what is typed.
    if !Terminal.hasPalette { (found.offer, found.usage) = ("", "") }
    let isAtEnd = cursor == line.unicodeScalars.count
    let rest = isAtEnd ? painter.behind(line, found) : ""
    guard !found.parts.isEmpty || !rest.isEmpty || typing.isPainted else { return }
    let right = painter.start > 0 ? "\u{1B}[\(painter.start)C" : ""
    editor.print("\u{1B}7\r\(right)\(painter.text(line, found, isAtEnd: isAtEnd))\u{1B}8")
    typing.isPainted = !found.parts.isEmpty
    typing.hasRest = !rest.isEmpty
    if isAtEnd { typing.offer = (painter.offer(found, behind: line), line) }
  }

  /// An empty line shows nothing. At the first one, what is made once for all hints is made, so that no key waits for it.
  private func beforeTheFirstKey(_ hinting: LineHinting) -> TypingHints {
    if !hasHinted { _ = hinting.hints("p x", []) }
    hasHinted = true
    return TypingHints()
  }

  /// Looks up what the line may show later, until a key comes.
  func prepare() {
    let isDone = Interruption.listening(
      to: { KeyReader.isKeyThere || Interrupt.requested },
      { typing.hinting?.prepare() ?? true })
    typing.isPrepared = isDone
  }

  /// Takes away what stands behind the line: the cursor is at its end.
  func wipe() {
    guard typing.hasRest else { return }
    typing.hasRest = false
    editor.print("\u{1B}[K")
  }

  /// Draws a line that has become too long to be painted as libedit believes it to be.
  private func drawPlain() {
    guard typing.isPainted else { return }
    typing.isPainted = false
    if let surroundings {
      surroundings.draw()
    } else {
      let above = rows().above
      editor.print("\r" + (above > 0 ? "\u{1B}[\(above)A" : "") + "\u{1B}[J")
    }
    editor.redraw()
  }

  // MARK: Keys that take what is offered

  /// Takes what is offered where the cursor stands before it, else moves.
  func move(_ move: EditLine.Move) -> EditLine.Outcome {
    let (line, cursor) = editor.line
    guard let offer = typing.offer, !offer.text.isEmpty, offer.line == line,
      cursor == line.unicodeScalars.count
    else {
      editor.push(move.rawValue)
      return .passed
    }
    editor.insert(move == .word ? Self.firstWord(of: offer.text) : offer.text)
    return .refresh
  }

  /// As far as Alt-F moves: over what is in no word, then over a word, as libedit has them.
  private static func firstWord(of text: String) -> String {
    func isInWord(_ letter: Character) -> Bool {
      letter.isLetter || letter.isNumber || "*?_-.[]~=".contains(letter)
    }
    let gap = text.prefix { !isInWord($0) }
    return String(gap + text.dropFirst(gap.count).prefix(while: isInWord))
  }
}

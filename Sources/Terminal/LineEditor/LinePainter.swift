import Containers

/// A line with its hints, as it is written over what libedit has drawn of it.
///
/// Only the row of a line that has it for itself is painted, so that no painting ever scrolls.
struct LinePainter {
  let style: Style
  /// Columns of the prompt before it.
  let start: Int
  /// Columns of the screen.
  let columns: Int
  /// The columns that whoever drew the line believes a letter to take.
  var believed: (Unicode.Scalar) -> Int = EditLine.width

  /// How many columns are left behind a line; nil where it takes more than its row, or has letters of
  /// which libedit and terminals may think otherwise.
  func room(behind line: String) -> Int? {
    guard let width = width(line), start + width < columns else { return nil }
    return columns - 1 - start - width
  }

  /// The line as it looks, from its prompt's end on, and the columns of what stands behind it.
  func text(_ line: String, _ hints: TypingHints, isAtEnd: Bool) -> String {
    let scalars = Array(line.unicodeScalars)
    var result = ""
    var place = 0
    for part in hints.parts where part.range.lowerBound >= place {
      let range = part.range.clamped(to: place..<scalars.count)
      result += Self.string(scalars[place..<range.lowerBound])
      result += written(Self.string(scalars[range]), part.mark)
      place = range.upperBound
    }
    result += Self.string(scalars[place...])
    return isAtEnd ? result + written(behind(line, hints), .offer) : result
  }

  /// What stands behind a line: its offer and its usage, as far as there is room.
  func behind(_ line: String, _ hints: TypingHints) -> String {
    guard let room = room(behind: line) else { return "" }
    let offer = offer(hints, behind: line)
    let usage = style.rendered(hints.usage, isLine: true)
    return offer + cut(usage, to: room - (width(offer) ?? 0))
  }

  /// What is offered behind a line; nothing where it would not be shown whole, and as it is.
  func offer(_ hints: TypingHints, behind line: String) -> String {
    guard let room = room(behind: line), let width = width(hints.offer), width <= room,
      style.rendered(hints.offer, isLine: true) == hints.offer
    else { return "" }
    return hints.offer
  }

  private func written(_ text: String, _ mark: Style.Mark) -> String {
    let pen = style.usesColour ? style.theme.pen(mark) : Theme.colourless(mark)
    return text.isEmpty || pen.code.isEmpty ? text : "\u{1B}[\(pen.code)m\(text)\u{1B}[0m"
  }

  // MARK: Letters

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  /// Columns of a text; nil where one of its letters takes none, or not as many as is believed.
  private func width(_ text: String) -> Int? {
    var sum = 0
    for scalar in text.unicodeScalars {
      guard let width = width(scalar) else { return nil }
      sum += width
    }
    return sum
  }

  private func width(_ scalar: Unicode.Scalar) -> Int? {
    if (0x20..<0x7F).contains(scalar.value) { return 1 }
    let width = scalar.columns
    guard width > 0, believed(scalar) == width else {
      return nil
    }
    return width
  }

  /// The beginning of a text for which there is room, up to the first letter of an unsure width.
  private func cut(_ text: String, to room: Int) -> String {
    var sum = 0
    let kept = text.unicodeScalars.prefix { scalar in
      guard let width = width(scalar) else { return false }
      sum += width
      return sum <= room
    }
    if kept.count == text.unicodeScalars.count { return text }
    let dots = style.usesASCII ? "..." : "…"
    let isShort = kept.count <= dots.count
    return isShort ? "" : String(String.UnicodeScalarView(kept.dropLast(dots.count))) + dots
  }
}

import Containers

/// A text as pieces that take room on the screen and control sequences (`ESC [ … m`) that take none.
struct EscapeSequences: Sequence, IteratorProtocol {
  enum Piece: Equatable {
    case text(String)
    case escape(String)
  }

  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = text.unicodeScalars[...] }

  mutating func next() -> Piece? {
    guard let first = rest.first else { return nil }
    guard first == "\u{1B}" else {
      let text = rest.prefix { $0 != "\u{1B}" }
      rest = rest[text.endIndex...]
      return .text(String(text))
    }
    let body = rest.dropFirst()
    guard body.first == "[" else {
      rest = body.dropFirst()
      return .escape("\u{1B}" + String(body.prefix(1)))
    }
    // CSI: parameters, then one final byte of @…~.
    let end = body.dropFirst().firstIndex { ("@"..."~").contains($0) }
    let sequence = end.map { rest[...$0] } ?? rest
    rest = rest[sequence.endIndex...]
    return .escape(String(sequence))
  }
}

extension Terminal {
  /// How many columns the text takes; control sequences take none.
  package static func width(of text: String) -> Int {
    EscapeSequences(text).reduce(0) { sum, piece in
      guard case .text(let text) = piece else { return sum }
      return text.unicodeScalars.reduce(sum) { $0 + $1.columns }
    }
  }

  /// How many rows below its first the text's end stands when it is written at `column` of a screen
  /// `columns` wide.
  static func rows(of text: String, from column: Int = 0, columns: Int) -> (rows: Int, column: Int)
  {
    var row = 0
    var column = column
    for piece in EscapeSequences(text) {
      guard case .text(let text) = piece else { continue }
      for scalar in text.unicodeScalars {
        let width =
          switch scalar {
          case "\n": 0
          case "\t": 8 - column % 8
          case "\0"..<" ", "\u{7F}": 2  // shown as ^X
          default: scalar.columns
          }
        if scalar == "\n" || column + width > columns {
          row += 1
          column = 0
        }
        column += width
      }
    }
    return (row, column)
  }
}

extension Terminal {
  /// Text from a file or a paste as it may be sent to a terminal: what is hidden becomes `�`.
  package static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.isHidden) else { return text }
    var safe = String.UnicodeScalarView()
    for (scalar, isHidden) in HiddenScalars(text) { safe.append(isHidden ? "\u{FFFD}" : scalar) }
    return String(safe)
  }
}

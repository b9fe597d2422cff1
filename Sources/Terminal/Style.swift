import Containers

/// How text looks: colour, and letters beyond ASCII or not.
///
/// Views mark text with private characters; only `rendered` turns them into escapes, after every
/// other control character has been made visible.
package struct Style: Sendable {
  package var usesColour: Bool
  package var usesASCII: Bool
  package var theme: Theme

  package init(usesColour: Bool, usesASCII: Bool, theme: Theme = .either) {
    (self.usesColour, self.usesASCII, self.theme) = (usesColour, usesASCII, theme)
  }

  /// What a part of a text is; the theme says how that looks.
  package enum Mark: UInt32, CaseIterable {
    case plain = 0xF0000, place, name, number, note, dim, good, bad, strong, prompt
    /// A gate of a recurrent layer, by its number in the layer's equations.
    case gate1, gate2, gate3, gate4
    /// Of a line while it is typed: what may come next, what is wrong, a bracket that is open.
    case offer, slip, open

    private static let gates = [gate1, gate2, gate3, gate4]

    /// The mark of the gate of a number from 0; from the fifth on they begin anew.
    package static func gate(_ index: Int) -> Mark { gates[max(index, 0) % gates.count] }
  }

  /// The text as it goes to the terminal; of one line, breaks and tabs are made visible too.
  package func rendered(_ text: String, isLine: Bool = false) -> String {
    if Style.isPlain(text) { return text }
    var result = String.UnicodeScalarView()
    var colours = OpenMarks()
    for (scalar, isHidden) in HiddenScalars(text) {
      if let escapes = colours.take(scalar, theme) {
        if usesColour { result.append(contentsOf: escapes.unicodeScalars) }
      } else if isHidden, isLine || (scalar != "\n" && scalar != "\t") {
        result.append(contentsOf: Style.visible(scalar).unicodeScalars)
      } else if usesASCII, scalar.value > 127 {
        result.append(contentsOf: Style.ascii(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a text is letters, digits and signs of ASCII alone, as long arrays of numbers are.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
  }

  // Colours of the palette of 256: those behind the letters, and those of the letters.
  static let grounds: ClosedRange<UInt32> = 0xF0100...0xF01FF
  fileprivate static let inks: ClosedRange<UInt32> = 0xF0200...0xF02FF

  /// What a scalar says of colours of the palette; nil for any other.
  static func paint(_ scalar: Unicode.Scalar) -> String? {
    if grounds.contains(scalar.value) { return "48;5;\(scalar.value - grounds.lowerBound)" }
    if inks.contains(scalar.value) { return "38;5;\(scalar.value - inks.lowerBound)" }
    return nil
  }

  /// Whether a scalar marks text rather than being some.
  fileprivate static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    Mark(rawValue: scalar.value) != nil || paint(scalar) != nil
  }

  fileprivate static func visible(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    if scalar.value < 256 { return "\\x" + (digits.count < 2 ? "0" : "") + digits }
    return "\\u{\(digits)}"
  }

  /// The ASCII spelling of a letter that our own texts use; `?` for any other.
  private static func ascii(_ scalar: Unicode.Scalar) -> String {
    letters[Character(scalar)] ?? "?"
  }

  private static let letters: [Character: String] = [
    "·": "@", "⊙": "*", "−": "-", "σ": "sigmoid", "₋": "_", "₁": "prev", "→": "->", "…": "...",
    "≤": "<=", "≥": ">=", "≠": "!=", "√": "sqrt", "γ": "gamma", "β": "beta", "μ": "mu",
    "α": "alpha",
    "²": "2", "ᵀ": ".T", "│": "|", "─": "-", "×": "x", "—": "-", "–": "-", "’": "'", "“": "\"",
    "”": "\"", "∧": "and", "∨": "or", "¬": "not ", "₂": "2", "ε": "epsilon", "⁹": "^9", "•": "*",
    "Σ": "sum", "τ": "tau", "█": "#", "░": "-", "▶": ">", "▸": ">",
  ]
}

extension String {
  /// The text in a style, up to its end.
  package func marked(_ mark: Style.Mark) -> String {
    guard let start = Unicode.Scalar(mark.rawValue),
      let end = Unicode.Scalar(Style.Mark.plain.rawValue)
    else { return self }
    return "\(Character(start))\(self)\(Character(end))"
  }

  /// The text in a colour of the palette of 256, on another one.
  package func painted(_ ink: UInt8?, on ground: UInt8? = nil) -> String {
    var start = String.UnicodeScalarView()
    if let ground, let mark = Unicode.Scalar(Style.grounds.lowerBound + UInt32(ground)) {
      start.append(mark)
    }
    if let ink, let mark = Unicode.Scalar(Style.inks.lowerBound + UInt32(ink)) {
      start.append(mark)
    }
    guard let end = Unicode.Scalar(Style.Mark.plain.rawValue) else { return self }
    return "\(String(start))\(self)\(Character(end))"
  }

  /// A name from a model as it is shown: whatever is no letter on the screen is spelled out.
  package var visible: String {
    var result = String.UnicodeScalarView()
    for (scalar, isHidden) in HiddenScalars(self) {
      if isHidden || Style.isMark(scalar) {
        result.append(contentsOf: Style.visible(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The same of each line of a text of ours that a file or an argument has put something into.
  package var visibleLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).visible }
      .joined(separator: "\n")
  }

  /// The text without marks.
  package var unmarked: String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !Style.isMark($0) }))
  }

  /// Columns on the screen, marks not counted.
  package var columns: Int {
    unicodeScalars.reduce(0) {
      $0 + (Style.isMark($1) ? 0 : $1.columns)
    }
  }
}

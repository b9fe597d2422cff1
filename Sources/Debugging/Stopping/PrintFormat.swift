import Containers

/// The text of a `dprintf`, taken apart: `"f is %.3f at %s"`.
package struct PrintFormat: Sendable, Equatable {
  /// How a number is written.
  package enum Conversion: Character, Sendable {
    case whole = "d"
    case fixed = "f"
    case scientific = "e"
    /// As short as it can be.
    case general = "g"
    /// As `print` writes a value.
    case text = "s"
  }

  package enum Piece: Sendable, Equatable {
    case text(String)
    case value(Conversion, width: Int, precision: Int?)
  }

  /// As typed, between the quotes.
  package let source: String
  package let pieces: [Piece]

  /// The widest field, and the most digits after the point.
  private static let widest = 80
  private static let mostDigits = 17

  /// How many values it takes.
  package var count: Int {
    pieces.count { if case .value = $0 { true } else { false } }
  }

  package init(_ source: String) throws(PrintFormatError) {
    self.source = source
    var pieces: [Piece] = []
    var text = ""
    let letters = Array(source)
    var place = 0
    func number() -> Int? {
      let digits = letters[place...].prefix { ("0"..."9").contains($0) }
      place += digits.count
      return digits.isEmpty ? nil : Int(String(digits)) ?? .max
    }
    while place < letters.count {
      let start = place
      let letter = letters[place]
      place += 1
      guard letter == "%" || letter == "\\", place < letters.count else {
        text.append(letter)
        continue
      }
      let next = letters[place]
      if letter == "\\" || next == "%" {
        place += 1
        // A line is printed as one: what would break it is a space.
        text.append(letter == "\\" && (next == "n" || next == "t") ? " " : next)
        continue
      }
      let width = number() ?? 0
      var precision: Int?
      if place < letters.count, letters[place] == "." {
        place += 1
        precision = number() ?? 0
      }
      guard place < letters.count, let kind = Conversion(rawValue: letters[place]) else {
        throw PrintFormatError(source: source, place: start, problem: .conversion)
      }
      guard width <= Self.widest, precision ?? 0 <= Self.mostDigits else {
        throw PrintFormatError(
          source: source, place: start, problem: .tooWide(Self.widest, Self.mostDigits))
      }
      place += 1
      if !text.isEmpty { pieces.append(.text(text)) }
      text = ""
      pieces.append(.value(kind, width: width, precision: precision))
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    self.pieces = pieces
  }
}

/// What is wrong in a format, and where.
package struct PrintFormatError: Reported, Sendable, Equatable {
  package enum Problem: Sendable, Equatable {
    case conversion
    case tooWide(Int, Int)
  }

  package let source: String
  /// In letters of the source.
  package let place: Int
  package let problem: Problem

  package var exitCode: Int32 { ExitStatus.badUsage }

  package var message: String {
    let indent = String(repeating: " ", count: place + 3)
    let text =
      switch problem {
      case .conversion: "after % stands d, f, e, g or s, as in %g and %.3f; %% is a % itself"
      case .tooWide(let width, let digits):
        "a field has \(width) columns at most, and \(digits) digits after the point"
      }
    return "\(text)\n  \"\(source)\"\n\(indent)^"
  }
}

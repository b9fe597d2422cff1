import Containers

/// A number as a file of text spells it: digits, a point, an exponent; nan, inf and infinity.
///
/// Nothing else is taken for a number, no `0x10`, no `1_000` and no `1,5`: what one program reads
/// as ten another one reads as sixteen.
enum NumberText {
  /// Why a text is no number.
  enum Problem: Error {
    case empty
    case notANumber
    case tooLarge
    /// A whole number that a double cannot tell from its neighbours.
    case notExact

    func text(of written: String) -> String {
      let shown = "“\(written.short(40))”"
      return switch self {
      case .empty: "there is no number"
      case .notANumber: "\(shown) is not a number"
      case .tooLarge: "\(shown) is beyond the largest number, 1.8e308"
      case .notExact: "\(shown) is above 2^53, where whole numbers are no longer exact"
      }
    }
  }

  /// Whole numbers up to here are exact.
  static let largestInteger = 1 << 53

  static func value(of text: String) throws(Problem) -> Double {
    guard !text.isEmpty else { throw .empty }
    if isWord(text) { return Double(text.lowercased()) ?? .nan }
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = digits(&rest)
    var fraction = 0
    let hasPoint = rest.first == UInt8(ascii: ".")
    if hasPoint {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { throw .notANumber }
    let hasExponent = rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E")
    if hasExponent {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard digits(&rest) > 0 else { throw .notANumber }
    }
    guard rest.isEmpty, let value = Double(text) else { throw .notANumber }
    guard value.isFinite else { throw .tooLarge }
    if !hasPoint, !hasExponent, Int(text).map({ $0.magnitude <= largestInteger }) != true {
      throw .notExact
    }
    return value
  }

  /// NumPy's words, in any case of letters.
  static func isWord(_ text: String) -> Bool {
    let word = text.lowercased()
    return ["nan", "inf", "infinity"].contains(
      word.hasPrefix("-") || word.hasPrefix("+")
        ? String(word.dropFirst()) : word)
  }

  private static func digits(_ rest: inout Substring.UTF8View) -> Int {
    let found = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(found.count)
    return found.count
  }
}

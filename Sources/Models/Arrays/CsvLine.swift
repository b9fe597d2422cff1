/// A line of a CSV file that holds something.
struct CsvLine {
  /// Counted from 1, with the lines that hold nothing.
  let number: Int
  private let bytes: ArraySlice<UInt8>

  static let comma = UInt8(ascii: ",")
  private static let blank = UInt8(ascii: " ")
  private static let quote = UInt8(ascii: "\"")

  /// The lines between LF, CRLF or CR, without empty ones and, unless they are text, those that begin with #.
  static func lines(of text: ArraySlice<UInt8>, areText: Bool = false) -> [CsvLine] {
    var lines: [CsvLine] = []
    var number = 1
    var start = text.startIndex
    func add(upTo end: Int) {
      let first = text[start..<end].first { $0 != blank && $0 != UInt8(ascii: "\t") }
      guard let first, areText || first != UInt8(ascii: "#") else { return }
      lines.append(CsvLine(number: number, bytes: text[start..<end]))
    }
    for index in text.indices where text[index] == 0x0A || text[index] == 0x0D {
      let isPair = text[index] == 0x0A && index > text.startIndex && text[index - 1] == 0x0D
      if !isPair {
        add(upTo: index)
        number += 1
      }
      start = index + 1
    }
    add(upTo: text.endIndex)
    return lines
  }

  /// The sign between fields: the first of `;`, tab and `,` that stands in the first line, else in
  /// the second, for a lone heading has none; blanks where neither has one.
  static func separator(in lines: [CsvLine]) -> UInt8 {
    for line in lines.prefix(2) {
      for sign in [UInt8(ascii: ";"), UInt8(ascii: "\t"), comma] where line.has(sign) {
        return sign
      }
    }
    return blank
  }

  /// Whether a sign stands outside quotes.
  private func has(_ sign: UInt8) -> Bool {
    var isQuoted = false
    for byte in bytes {
      if byte == CsvLine.quote { isQuoted.toggle() }
      if byte == sign, !isQuoted { return true }
    }
    return false
  }

  /// The fields without the blanks and quotes around them.
  func fields(
    _ separator: UInt8, _ error: (String) -> any Error
  ) throws -> [CsvField] {
    var fields: [CsvField] = []
    var start = bytes.startIndex
    var isQuoted = false
    for index in bytes.indices {
      if bytes[index] == CsvLine.quote { isQuoted.toggle() }
      guard bytes[index] == separator, !isQuoted else { continue }
      fields.append(CsvField(bytes[start..<index]))
      start = index + 1
    }
    if isQuoted { throw error("a quote is opened and not closed") }
    fields.append(CsvField(bytes[start...]))
    return separator == CsvLine.blank ? fields.filter { !$0.isEmpty || $0.isQuoted } : fields
  }
}

/// What stands between two separators.
struct CsvField {
  let text: String
  let isQuoted: Bool

  /// `  "1.5" ` is 1.5; two quotes inside stand for one.
  init(_ bytes: ArraySlice<UInt8>) {
    func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
      func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
      let start = bytes.drop(while: isBlank)
      return start.prefix(start.count - start.reversed().prefix(while: isBlank).count)
    }
    let outer = trimmed(bytes)
    isQuoted = outer.count > 1 && outer.first == 0x22 && outer.last == 0x22
    let inner = isQuoted ? trimmed(outer.dropFirst().dropLast()) : outer
    let written = String(decoding: inner, as: UTF8.self)
    text = isQuoted ? written.replacing("\"\"", with: "\"") : written
  }

  var isEmpty: Bool { text.isEmpty }

  /// Whether it is a number, or was meant as one: `1_0`, `1e`, `0x10`, `1,5`, `50%`.
  var looksNumeric: Bool {
    if NumberText.isWord(text) { return true }
    guard let first = text.first, first.isASCII, first.isNumber || "+-.".contains(first) else {
      return false
    }
    return text.allSatisfy { $0.isHexDigit || "xX+-._,'% ".contains($0) }
  }
}

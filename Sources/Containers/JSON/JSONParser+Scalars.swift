extension JSONParser {
  /// Reads a number: an `int` when it has neither point nor exponent and fits.
  mutating func number() throws(ContainerError) -> JSON {
    let start = position
    let isNegative = current == UInt8(ascii: "-")
    if isNegative { position += 1 }
    if isNegative, current == UInt8(ascii: "I") {
      return try word("Infinity", .double(-.infinity))
    }
    var isInteger = true
    var magnitude: Int? = 0
    let first = position
    while let digit = currentDigit {
      magnitude = magnitude.flatMap { Checked.product($0, 10) }.flatMap { Checked.sum($0, digit) }
      position += 1
    }
    guard position > first else { throw expected("a digit") }
    guard text[first] != UInt8(ascii: "0") || position == first + 1 else {
      position = first
      throw expected("a number without leading zeros")
    }
    if current == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    if isInteger, let magnitude { return .int(isNegative ? -magnitude : magnitude) }
    let literal = String(decoding: text[start..<position], as: UTF8.self)
    if isInteger, let value = Int(literal) { return .int(value) }
    guard let value = Double(literal) else { throw expected("a number") }
    return .double(value)
  }

  private var currentDigit: Int? {
    let byte = current
    return byte >= 0x30 && byte <= 0x39 ? Int(byte - 0x30) : nil
  }

  private mutating func digits() throws(ContainerError) {
    guard currentDigit != nil else { throw expected("a digit") }
    while currentDigit != nil { position += 1 }
  }

  /// Reads a string, from its opening quote to behind its closing one.
  mutating func string() throws(ContainerError) -> String {
    position += 1
    var result = ""
    while true {
      let start = position
      while position < text.count, text[position] >= 0x20, text[position] != UInt8(ascii: "\""),
        text[position] != UInt8(ascii: "\\")
      { position += 1 }
      let run = String(decoding: text[start..<position], as: UTF8.self)
      guard position < text.count, text[position] >= 0x20 else {
        throw expected("the closing quote of a string")
      }
      position += 1
      if text[position - 1] == UInt8(ascii: "\"") { return result.isEmpty ? run : result + run }
      result += run
      result.unicodeScalars.append(try escape())
    }
  }

  /// Reads what follows a backslash; half of a surrogate pair becomes U+FFFD.
  private mutating func escape() throws(ContainerError) -> Unicode.Scalar {
    let letter = current
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
      let behind = position
      guard text[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else {
        return "\u{FFFD}"
      }
      position += 2
      let low = try codeUnit()
      if low & 0xFC00 == 0xDC00 {
        return Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)) ?? "\u{FFFD}"
      }
      position = behind
      return "\u{FFFD}"
    default:
      position = min(position, text.count) - 1
      throw expected("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
  }

  private mutating func codeUnit() throws(ContainerError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
        throw expected("four hexadecimal digits")
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  func expected(_ expected: String) -> ContainerError {
    guard position < text.count else { return error(.damaged, expected, "the end of the text") }
    let length = min(12, text.count - position)
    let shown = String(decoding: text[position..<(position + length)], as: UTF8.self)
    let character = shown.first.map { "\"\($0)\"" } ?? "nothing"
    return error(.damaged, expected, character)
  }

  func error(_ kind: ContainerError.Kind, _ expected: String, _ found: String) -> ContainerError {
    let before = text[..<min(position, text.count)]
    let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1
    return ContainerError(
      kind, file: file, place: "line \(line), column \(column)", expected: expected, found: found)
  }
}

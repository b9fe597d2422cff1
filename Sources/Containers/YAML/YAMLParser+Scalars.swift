/// Scalars, plain and in quotes.
extension YAMLParser {
  /// A plain scalar up to the end of its line, or to a sign that ends it.
  mutating func plainOnLine(inFlow: Bool) -> String {
    let start = position
    while position < text.count, current != 0x0A, current != 0x0D {
      if current == UInt8(ascii: ":"), isBlank(1) || inFlow && ",[]{}".utf8.contains(byte(1)) {
        break
      }
      if current == UInt8(ascii: "#"), position > start, [0x20, 0x09].contains(text[position - 1]) {
        break
      }
      if inFlow, ",[]{}".utf8.contains(current) { break }
      position += 1
    }
    var end = position
    while end > start, [0x20, 0x09].contains(text[end - 1]) { end -= 1 }
    position = end
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// A plain scalar that may go on in the lines below, as far as they stand farther in; nil of an empty one.
  mutating func plain(above outer: Int) -> String? {
    var words = [plainOnLine(inFlow: false)]
    while position < text.count {
      let (place, line) = (position, lineStart)
      skipSpaces()
      guard current == 0x0A || current == 0x0D else { break }
      do { try skipBlanks() } catch { break }
      let isComment = text[line..<position].contains(UInt8(ascii: "#"))
      guard column > outer, position < text.count, !isComment, !isMarker("---"), !isMarker("...")
      else {
        move(to: place)
        break
      }
      words.append(plainOnLine(inFlow: false))
    }
    return words == [""] ? nil : words.joined(separator: " ")
  }

  // MARK: Quotes

  mutating func quoted() throws(ContainerError) -> String {
    let quote = current
    let start = position
    var bytes: [UInt8] = []
    position += 1
    while true {
      guard position < text.count else {
        move(to: start)
        throw expected("a text that ends")
      }
      let byte = current
      position += 1
      switch byte {
      case quote where quote == UInt8(ascii: "'") && current == quote:
        bytes.append(quote)
        position += 1
      case quote: return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""): try escape(&bytes)
      case 0x0A: fold(&bytes)
      default: bytes.append(byte)
      }
    }
  }

  /// The end of a line in quotes is a blank; a line of nothing is an end of a line.
  private mutating func fold(_ bytes: inout [UInt8]) {
    while let last = bytes.last, [0x20, 0x09, 0x0D].contains(last) { bytes.removeLast() }
    var ends = 0
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(current) {
      if current == 0x0A { ends += 1 }
      position += 1
    }
    bytes += ends == 0 ? [0x20] : [UInt8](repeating: 0x0A, count: ends)
    move(to: position)
  }

  private mutating func escape(_ bytes: inout [UInt8]) throws(ContainerError) {
    let sign = current
    position += 1
    let plain: [UInt8: UInt8] = [
      UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
      UInt8(ascii: "0"): 0, UInt8(ascii: "a"): 7, UInt8(ascii: "b"): 8, UInt8(ascii: "e"): 0x1B,
      UInt8(ascii: "f"): 0x0C, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\""): UInt8(ascii: "\""),
      UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"), 0x20: 0x20,
    ]
    if let byte = plain[sign] { return bytes.append(byte) }
    if sign == 0x0A {
      // The line goes on below without a blank.
      while current == 0x20 || current == 0x09 { position += 1 }
      return move(to: position)
    }
    let digits = [UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][sign] ?? 0
    let hex = String(decoding: text[position...].prefix(digits), as: UTF8.self)
    guard digits > 0, hex.utf8.count == digits, let code = UInt32(hex, radix: 16),
      let scalar = Unicode.Scalar(code)
    else {
      position -= 2
      throw expected("an escape in quotes")
    }
    position += digits
    bytes += Array(String(Character(scalar)).utf8)
  }
}

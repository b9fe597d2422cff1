/// Scalars in blocks of lines.
extension YAMLParser {
  /// `|` keeps the ends of lines, `>` makes blanks of them; `-` behind it takes off the last one.
  mutating func folded(above outer: Int) throws(ContainerError) -> String {
    let keepsLines = current == UInt8(ascii: "|")
    position += 1
    var chomp: UInt8 = 0
    var indent: Int?
    while !isBlank(0) {
      if let digit = Int(String(Character(Unicode.Scalar(current)))), digit > 0 {
        indent = max(outer, 0) + digit
      } else if current == UInt8(ascii: "-") || current == UInt8(ascii: "+") {
        chomp = current
      } else {
        throw expected("an end of the line behind | or >")
      }
      position += 1
    }
    guard isAtEndOfLine() else { throw expected("an end of the line behind | or >") }
    skipLine()
    var lines: [String] = []
    while position < text.count {
      let start = position
      while current == 0x20 { position += 1 }
      if current == 0x0A || current == 0x0D {
        lines.append("")
        skipLine()
        continue
      }
      let width = indent ?? column
      guard column > outer, column >= width else {
        move(to: start)
        break
      }
      indent = width
      let end = text[position...].firstIndex { $0 == 0x0A } ?? text.count
      let line = text[(start + width)..<end]
      lines.append(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
      skipLine()
    }
    let content = lines.lastIndex { !$0.isEmpty }.map { lines[...$0] } ?? []
    let body = keepsLines ? content.joined(separator: "\n") : YAMLScalar.joined(content)
    let ends = chomp == UInt8(ascii: "+") ? lines.count - content.count + 1 : 1
    return chomp == UInt8(ascii: "-") || body.isEmpty
      ? body : body + String(repeating: "\n", count: ends)
  }
}

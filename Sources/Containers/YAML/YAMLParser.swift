/// A recursive-descent reader of YAML over UTF-8; its position never passes the end.
struct YAMLParser {
  let text: [UInt8]
  let file: String
  let limit: JSONLimit
  var position = 0
  /// Where the line of the position begins.
  private(set) var lineStart = 0
  private var depth = 0
  private var count = 0
  var anchors: [String: YAMLNode] = [:]

  init(_ text: [UInt8], file: String, limit: JSONLimit) {
    (self.text, self.file, self.limit) = (text, file, limit)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { move(to: 3) }  // a byte order mark
  }

  mutating func document() throws(ContainerError) -> JSON {
    guard text.count <= limit.bytes else {
      throw error(.refused, "at most \(limit.bytes) bytes", "\(text.count)")
    }
    try skipBlanks()
    while current == UInt8(ascii: "%"), column == 0 {
      skipLine()
      try skipBlanks()
    }
    if isMarker("---") { position += 3 }
    let node = try block(above: -1)
    try skipBlanks()
    if isMarker("...") {
      position += 3
      try skipBlanks()
    }
    guard position == text.count else { throw expected("the end of the document") }
    return node.value
  }

  // MARK: Places

  /// The byte at the position, 0 at the end.
  var current: UInt8 { byte(0) }

  func byte(_ offset: Int) -> UInt8 {
    position + offset < text.count ? text[position + offset] : 0
  }

  var column: Int { position - lineStart }

  mutating func move(to place: Int) {
    position = place
    lineStart = place
    while lineStart > 0, text[lineStart - 1] != UInt8(ascii: "\n") { lineStart -= 1 }
  }

  /// Whether the byte at an offset ends a word: a blank, the end of the line or of the text.
  func isBlank(_ offset: Int) -> Bool {
    position + offset >= text.count || [0x20, 0x09, 0x0A, 0x0D].contains(byte(offset))
  }

  /// Whether a line begins with these three signs and nothing behind them.
  func isMarker(_ sign: String) -> Bool {
    column == 0 && text[position...].starts(with: sign.utf8) && isBlank(3)
  }

  mutating func skipSpaces() {
    while current == 0x20 || current == 0x09 { position += 1 }
  }

  mutating func skipLine() {
    while position < text.count, current != 0x0A { position += 1 }
    if position < text.count { position += 1 }
    lineStart = position
  }

  /// Goes on to what comes next, over blanks, ends of lines and comments.
  mutating func skipBlanks() throws(ContainerError) {
    while position < text.count {
      switch current {
      case 0x20, 0x0D: position += 1
      case 0x09:
        guard text[lineStart..<position].contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
          throw expected("spaces at the start of a line")
        }
        position += 1
      case 0x0A:
        position += 1
        lineStart = position
      case UInt8(ascii: "#"): skipLine()
      default: return
      }
    }
  }

  /// Whether nothing but blanks and a comment stands on the rest of the line.
  mutating func isAtEndOfLine() -> Bool {
    skipSpaces()
    return position >= text.count || [0x0A, 0x0D].contains(current)
      || current == UInt8(ascii: "#") && position > 0
        && [0x20, 0x09, 0x0A].contains(text[position - 1])
  }

  // MARK: Limits and errors

  mutating func open() throws(ContainerError) {
    depth += 1
    guard depth <= limit.depth else {
      throw error(.refused, "at most \(limit.depth) levels", "more")
    }
  }

  mutating func close() { depth -= 1 }

  /// Counts what a node holds; an alias counts as all that it stands for.
  mutating func tally(_ size: Int = 1) throws(ContainerError) {
    count += size
    guard count <= limit.values else {
      throw error(.refused, "at most \(limit.values) values", "more, with what aliases stand for")
    }
  }

  func expected(_ what: String) -> ContainerError {
    guard position < text.count else { return error(.damaged, what, "the end of the text") }
    let line = text[position...].prefix { $0 != 0x0A }.prefix(24)
    return error(.damaged, what, "\"\(String(decoding: line, as: UTF8.self))\"")
  }

  func error(_ kind: ContainerError.Kind, _ what: String, _ found: String) -> ContainerError {
    let line = text[..<min(position, text.count)].count { $0 == 0x0A } + 1
    return ContainerError(
      kind, file: file, place: "line \(line), column \(column + 1)", expected: what, found: found)
  }
}

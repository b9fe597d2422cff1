/// Cuts the bytes that a client sends into messages: `Content-Length: 119`, an empty line, then as many bytes of JSON.
///
/// What is no header is passed over to the end of its line, so that one slip does not end the conversation.
struct MessageReader {
  enum Piece: Equatable {
    case message([UInt8])
    case broken(WireError)
  }

  /// The longest message, and the longest line of a header.
  static let longest = 64 << 20
  static let longestLine = 4096

  private var buffer: [UInt8] = []
  private var start = 0
  /// The number that the header has told so far.
  private var length: Int?
  private var isInHeader = false
  /// How many bytes are awaited as a message, or to be passed over.
  private var awaited: Int?
  private var passed = 0

  /// The messages that are complete with further bytes.
  mutating func take(_ bytes: [UInt8]) -> [Piece] {
    buffer += bytes
    var pieces: [Piece] = []
    while let piece = next() { pieces.append(piece) }
    buffer.removeFirst(start)
    start = 0
    return pieces
  }

  /// The next piece; nil where more bytes are needed.
  private mutating func next() -> Piece? {
    while true {
      let rest = buffer.count - start
      if passed > 0 {
        let count = min(passed, rest)
        (start, passed) = (start + count, passed - count)
        if passed > 0 { return nil }
      } else if let count = awaited {
        guard rest >= count else { return nil }
        defer { (start, awaited) = (start + count, nil) }
        return .message(Array(buffer[start..<start + count]))
      } else {
        guard let line = nextLine() else { return nil }
        if let error = take(line: line) { return .broken(error) }
      }
    }
  }

  /// A line without its end; a longer one than any header has is cut there.
  private mutating func nextLine() -> ArraySlice<UInt8>? {
    let rest = buffer[start...]
    guard let end = rest.prefix(Self.longestLine).firstIndex(of: UInt8(ascii: "\n")) else {
      guard rest.count >= Self.longestLine else { return nil }
      start += Self.longestLine
      return rest.prefix(Self.longestLine)
    }
    start = end + 1
    let line = rest[..<end]
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// Reads a line of a header; what is wrong with it.
  private mutating func take(line: ArraySlice<UInt8>) -> WireError? {
    guard !line.isEmpty else {
      defer { (length, isInHeader) = (nil, false) }
      guard let length else { return isInHeader ? .noLength : nil }
      guard length <= Self.longest else {
        passed = length
        return .tooLong(length)
      }
      awaited = length
      return nil
    }
    let text = String(decoding: line, as: UTF8.self)
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, parts[0].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "-") }) else {
      return .noHeader(text)
    }
    isInHeader = true
    guard parts[0].lowercased() == "content-length" else { return nil }
    let digits = parts[1].filter { $0 != " " && $0 != "\t" }
    guard let number = Int(digits), number >= 0, number < 1 << 48 else {
      return .noNumber(text)
    }
    length = number
    return nil
  }
}

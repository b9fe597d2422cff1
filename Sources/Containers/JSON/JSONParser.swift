extension JSON {
  /// Reads one JSON text; `file` names it in errors, which give line and column.
  ///
  /// NaN, Infinity and -Infinity are numbers, as Python writes them.
  package init(
    parsing bytes: Bytes, file: String, limit: JSONLimit = .description
  ) throws(ContainerError) {
    self = try bytes.settled.withUnsafeBytes { memory throws(ContainerError) in
      var parser = JSONParser(memory, file: file, limit: limit)
      return try parser.document()
    }
  }

  package init(parsing text: String, file: String) throws(ContainerError) {
    try self.init(parsing: Bytes(Array(text.utf8)), file: file)
  }
}

/// How much a JSON text may hold: a few bytes of a ZIP can become hundreds of megabytes of values.
package struct JSONLimit: Sendable, Hashable {
  /// How deep arrays and objects may stand in each other.
  package var depth = 512
  /// How many values and keys there may be.
  package var values: Int
  package var bytes: Int

  package init(values: Int, bytes: Int) {
    self.values = values
    self.bytes = bytes
  }

  /// What describes a model. That of 20,000 layers has about 2 million values.
  package static let description = JSONLimit(values: 5_000_000, bytes: 256 << 20)
  /// Numbers that a person feeds; more are better kept as `.npy`. A value takes about 50 bytes.
  package static let numbers = JSONLimit(values: 20_000_000, bytes: 1 << 30)
}

/// A recursive-descent reader over UTF-8; its position never passes the end.
struct JSONParser {
  let text: UnsafeRawBufferPointer
  let file: String
  private let limit: JSONLimit
  private var depth = 0
  private var count = 0
  var position = 0

  init(_ text: UnsafeRawBufferPointer, file: String, limit: JSONLimit) {
    self.text = text
    self.file = file
    self.limit = limit
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }  // a byte order mark
  }

  /// The byte at the position, 0 at the end.
  var current: UInt8 { position < text.count ? text[position] : 0 }

  mutating func document() throws(ContainerError) -> JSON {
    guard text.count <= limit.bytes else {
      throw error(.refused, "at most \(limit.bytes) bytes", "\(text.count)")
    }
    let value = try value()
    skipSpace()
    guard position == text.count else { throw expected("the end of the text") }
    return value
  }

  private mutating func value() throws(ContainerError) -> JSON {
    skipSpace()
    try tally()
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .double(.nan))
    case UInt8(ascii: "I"): return try word("Infinity", .double(.infinity))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw expected("a value")
    }
  }

  private mutating func array() throws(ContainerError) -> JSON {
    try open()
    var values: [JSON] = []
    if !skip(UInt8(ascii: "]")) {
      repeat { values.append(try value()) } while skip(UInt8(ascii: ","))
      guard skip(UInt8(ascii: "]")) else { throw expected("\",\" or \"]\"") }
    }
    depth -= 1
    return .array(values)
  }

  private mutating func object() throws(ContainerError) -> JSON {
    try open()
    var members: [JSONObject.Element] = []
    if !skip(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        guard current == UInt8(ascii: "\"") else { throw expected("a key in double quotes") }
        let key = try string()
        try tally()
        guard skip(UInt8(ascii: ":")) else { throw expected("\":\"") }
        members.append((key, try value()))
      } while skip(UInt8(ascii: ","))
      guard skip(UInt8(ascii: "}")) else { throw expected("\",\" or \"}\"") }
    }
    depth -= 1
    return .object(JSONObject(members))
  }

  /// Steps over an opening bracket.
  private mutating func open() throws(ContainerError) {
    guard depth < limit.depth else {
      throw error(.refused, "at most \(limit.depth) nested arrays and objects", "one more")
    }
    depth += 1
    position += 1
  }

  /// Counts one more value or key.
  private mutating func tally() throws(ContainerError) {
    count += 1
    guard count <= limit.values else {
      throw error(.refused, "at most \(limit.values) values and keys", "one more")
    }
    guard count % 4096 == 0, Interruption.isWished() else { return }
    throw error(.interrupted, "its end", "Ctrl-C")
  }

  mutating func word(_ word: StaticString, _ value: JSON) throws(ContainerError) -> JSON {
    let matches = word.withUTF8Buffer { text[position...].starts(with: $0) }
    guard matches else { throw expected("\(word)") }
    position += word.utf8CodeUnitCount
    return value
  }

  /// Steps over white space and then `byte`, if it is there.
  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}

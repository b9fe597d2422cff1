/// The head of a .npy file: a Python dictionary of `descr`, `fortran_order` and `shape`.
struct NpyHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// NumPy's dtype string: `<f4`.
  let descriptor: String
  let isFortran: Bool
  let shape: [Int]
  /// Where the values begin.
  let end: Int

  /// Reads versions 1 to 3, which differ in the size of the length field and in the text's encoding.
  init(_ bytes: Bytes, file: String) throws(ContainerError) {
    var cursor = try Cursor(bytes, file: file, structure: "npy header", start: 0)
    guard bytes.prefix(6) == Self.magic else {
      throw cursor.damaged("a .npy file, which begins with \\x93NUMPY", "other bytes")
    }
    try cursor.skip(6)
    let version = try cursor.uint8()
    try cursor.skip(1)
    guard (1...3).contains(version) else {
      throw cursor.unsupported("version 1, 2 or 3", "\(version)")
    }
    let length = version == 1 ? try cursor.uint16() : try cursor.uint32()
    guard length <= 1 << 20 else {
      throw cursor.error(.refused, "a header of at most 1 MB", "\(length) bytes")
    }
    let text = try cursor.slice(length)
    end = cursor.position
    var literal = PythonLiteral(text.array, cursor)
    (descriptor, isFortran, shape) = try literal.header()
  }
}

/// Reads the one dictionary that stands in a .npy header.
private struct PythonLiteral {
  private let text: [UInt8]
  private let cursor: Cursor
  private var position = 0

  init(_ text: [UInt8], _ cursor: Cursor) {
    self.text = text
    self.cursor = cursor
  }

  mutating func header() throws(ContainerError) -> (String, Bool, [Int]) {
    var descriptor: String?
    var isFortran: Bool?
    var shape: [Int]?
    try expect("{")
    while !skip("}") {
      let key = try string()
      try expect(":")
      switch key {
      case "descr" where descriptor == nil: descriptor = try descr()
      case "fortran_order" where isFortran == nil: isFortran = try bool()
      case "shape" where shape == nil: shape = try tuple()
      default: throw cursor.damaged("the keys descr, fortran_order and shape once", key)
      }
      if !skip(",") {
        try expect("}")
        break
      }
    }
    guard let descriptor, let isFortran, let shape else {
      throw cursor.damaged("the keys descr, fortran_order and shape", "fewer")
    }
    return (descriptor, isFortran, shape)
  }

  private mutating func descr() throws(ContainerError) -> String {
    if skip("[") { throw cursor.unsupported("an array of numbers", "a structured array (fields)") }
    return try string()
  }

  private mutating func bool() throws(ContainerError) -> Bool {
    if skip("True") { return true }
    try expect("False")
    return false
  }

  /// `()`, `(3,)`, `(3, 4)`; Python 2 wrote `(3L,)`.
  private mutating func tuple() throws(ContainerError) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !skip(")") {
      skipSpace()
      let digits = text[position...].prefix { (0x30...0x39).contains($0) }
      guard let size = Int(String(decoding: digits, as: UTF8.self)) else {
        throw cursor.damaged("a size below 2^63 in the shape", shown)
      }
      sizes.append(size)
      position += digits.count
      _ = skip("L")
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func string() throws(ContainerError) -> String {
    skipSpace()
    guard position < text.count, text[position] == 0x27 || text[position] == 0x22 else {
      throw cursor.damaged("a string in quotes", shown)
    }
    let rest = text[(position + 1)...]
    guard let end = rest.firstIndex(of: text[position]) else {
      throw cursor.damaged("a closing quote", shown)
    }
    position = end + 1
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private mutating func expect(_ word: String) throws(ContainerError) {
    guard skip(word) else { throw cursor.damaged("\"\(word)\"", shown) }
  }

  private mutating func skip(_ word: String) -> Bool {
    skipSpace()
    guard text[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func skipSpace() {
    while position < text.count, text[position] == 0x20 || text[position] == 0x0A { position += 1 }
  }

  /// What stands at the position, for messages.
  private var shown: String {
    position < text.count
      ? "\"\(String(decoding: text[position...].prefix(12), as: UTF8.self))\""
      : "the end of the header"
  }
}

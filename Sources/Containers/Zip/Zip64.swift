/// What the 64-bit extension of ZIP adds, for archives over 4 GB.
enum Zip64 {
  /// The 32-bit field that says: look into the extension.
  static let elsewhere = 0xFFFF_FFFF

  /// The extension among an entry's extra fields.
  static func extra(in fields: Bytes, file: String) throws(ContainerError) -> Cursor? {
    var cursor = try Cursor(fields, file: file, structure: "zip extra fields", start: 0)
    while cursor.remaining >= 4 {
      let id = try cursor.uint16()
      let count = try cursor.uint16()
      if id == 1 {
        return try Cursor(
          fields, file: file, structure: "zip64 field", start: cursor.position, count: count)
      }
      try cursor.skip(count)
    }
    return nil
  }

  /// The directory as the 64-bit end record gives it; `nil` when no locator precedes `end`.
  static func directory(
    in bytes: Bytes, before end: Int, file: String
  ) throws(ContainerError) -> ZipDirectory? {
    guard end >= 20, bytes.load(UInt32.self, at: end - 20) == 0x0706_4B50 else { return nil }
    var locator = try Cursor(
      bytes, file: file, structure: "zip64 locator", start: end - 20, count: 20)
    try locator.skip(8)
    let position = try locator.uint64()
    var record = try Cursor(bytes, file: file, structure: "zip64 end record", start: position)
    try record.signature("PK\u{6}\u{6}")
    try record.skip(28)
    let entryCount = try record.uint64()
    let size = try record.uint64()
    let offset = try record.uint64()
    return ZipDirectory(offset: offset, size: size, entryCount: entryCount)
  }
}

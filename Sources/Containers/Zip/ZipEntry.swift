/// One file in a ZIP archive, as the central directory describes it.
package struct ZipEntry: Sendable {
  package let name: String
  /// The size when unpacked.
  package let byteCount: Int
  /// Whether the bytes lie in the archive as they are.
  package var isStored: Bool { method == 0 }

  let flags: Int
  let method: Int
  let checksum: UInt32
  let packedCount: Int
  let headerOffset: Int

  var isEncrypted: Bool { flags & 0x2041 != 0 }
  /// The local header leaves sizes and checksum to a record behind the data.
  var hasDescriptor: Bool { flags & 0x08 != 0 }

  /// Reads one record of the central directory of an archive behind `front` other bytes.
  init(_ cursor: inout Cursor, front: Int) throws(ContainerError) {
    try cursor.signature("PK\u{1}\u{2}")
    try cursor.skip(4)
    flags = try cursor.uint16()
    method = try cursor.uint16()
    try cursor.skip(4)
    checksum = try cursor.load(UInt32.self)
    var packed = try cursor.uint32()
    var unpacked = try cursor.uint32()
    let nameCount = try cursor.uint16()
    let extraCount = try cursor.uint16()
    let commentCount = try cursor.uint16()
    try cursor.skip(8)
    var offset = try cursor.uint32()
    name = try cursor.slice(nameCount).text
    let extra = try cursor.slice(extraCount)
    try cursor.skip(commentCount)
    if var wide = try Zip64.extra(in: extra, file: cursor.file) {
      if unpacked == Zip64.elsewhere { unpacked = try wide.uint64() }
      if packed == Zip64.elsewhere { packed = try wide.uint64() }
      if offset == Zip64.elsewhere { offset = try wide.uint64() }
    }
    guard let headerOffset = Checked.sum(front, offset) else {
      throw cursor.damaged("a position inside the file", "\(offset)")
    }
    (byteCount, packedCount, self.headerOffset) = (unpacked, packed, headerOffset)
    if let reason = Self.objection(to: name) {
      throw cursor.error(.refused, "entry names that stay inside the archive", reason)
    }
    // An encrypted entry is longer than its content, and refused when it is read.
    if isStored, !isEncrypted, packed != unpacked {
      throw cursor.damaged("equal sizes of the stored entry \(name)", "\(packed) and \(unpacked)")
    }
  }

  /// Why a name could lead out of a folder that the archive is unpacked to.
  static func objection(to name: String) -> String? {
    if name.isEmpty { return "an empty name" }
    if name.unicodeScalars.contains("\0") { return "\(name), with a zero byte" }
    if name.unicodeScalars.contains("\\") { return "\(name), with a backslash" }
    if name.hasPrefix("/") { return "\(name), which is absolute" }
    // `a:1` is a name like another, the second output of a layer called a.
    if name.unicodeScalars.dropFirst().starts(with: ":/".unicodeScalars) {
      return "\(name), with a drive letter"
    }
    if name.split(separator: "/").contains("..") { return "\(name), which leads upwards" }
    return nil
  }
}

/// A ZIP archive: named entries, stored or deflated.
///
/// Refused: names that are absolute, lead upwards or occur twice, entries that overlap, encryption, a local header that
/// contradicts the directory.
package struct ZipArchive: Sendable {
  package let name: String
  package let entries: [ZipEntry]
  private let bytes: Bytes
  private let positions: [String: Int]

  package init(_ bytes: Bytes, name: String) throws(ContainerError) {
    let directory = try ZipDirectory(in: bytes, file: name)
    entries = try directory.entries(in: bytes, file: name)
    var positions: [String: Int] = [:]
    for (position, entry) in entries.enumerated() {
      guard positions.updateValue(position, forKey: entry.name) == nil else {
        throw ContainerError(
          .refused, file: name, place: "zip directory", expected: "each entry once",
          found: "\(entry.name) twice")
      }
    }
    self.name = name
    self.bytes = bytes
    self.positions = positions
  }

  package func contains(_ entry: String) -> Bool { positions[entry] != nil }

  /// The content of an entry: in place when it is stored, unpacked when it is deflated.
  ///
  /// The checksum is compared for deflated and for small stored entries; `verify` compares it for any.
  package func bytes(of entry: String) throws(ContainerError) -> Bytes {
    try intact(entry) { () throws(ContainerError) in
      let found = try self.entry(entry)
      let content = try content(of: found)
      if !found.isStored || content.count <= Limits.eagerlyVerifiedEntry {
        try compareChecksum(of: content, found)
      }
      return content
    }
  }

  /// The same of an entry that may have so many bytes, which is asked before it is unpacked.
  package func bytes(of entry: String, limit: Int) throws(ContainerError) -> Bytes {
    let count = try self.entry(entry).byteCount
    guard count <= limit else {
      throw ContainerError(
        .refused, file: name, place: "zip entry \(entry)", expected: "at most \(limit) bytes",
        found: "\(count)")
    }
    return try bytes(of: entry)
  }

  /// Reads all of an entry and compares its checksum.
  package func verify(_ entry: String) throws(ContainerError) {
    try intact(entry) { () throws(ContainerError) in
      let found = try self.entry(entry)
      try compareChecksum(of: try content(of: found), found)
    }
  }

  /// Reads an entry. When the file changed meanwhile that is the error, whatever else came of it.
  private func intact<Result>(
    _ entry: String, _ read: () throws(ContainerError) -> Result
  ) throws(ContainerError) -> Result {
    do throws(ContainerError) {
      let result = try read()
      guard bytes.isIntact else { throw ContainerError.changed(name, entry) }
      return result
    } catch {
      guard bytes.isIntact else { throw ContainerError.changed(name, entry) }
      throw error
    }
  }

  private func entry(_ name: String) throws(ContainerError) -> ZipEntry {
    guard let position = positions[name] else {
      throw ContainerError(
        .missing, file: self.name, expected: "an entry \(name)",
        found: entries.isEmpty ? "none" : entries.map(\.name).listed)
    }
    return entries[position]
  }

  private func content(of entry: ZipEntry) throws(ContainerError) -> Bytes {
    let packed = try packed(entry)
    if entry.isStored { return packed }
    return try Bytes(count: entry.byteCount, file: name, place: entry.name) {
      memory throws(ContainerError) in
      guard Inflate.unpack(packed, .raw, into: memory) else {
        try ContainerError.refuseInterrupted(name, entry.name)
        throw damaged(entry, "data that unpack to \(entry.byteCount) bytes", "other data")
      }
    }
  }

  /// The bytes behind the local header, which must say the same as the directory.
  private func packed(_ entry: ZipEntry) throws(ContainerError) -> Bytes {
    var cursor = try Cursor(
      bytes, file: name, structure: "zip entry \(entry.name)", start: entry.headerOffset)
    try cursor.signature("PK\u{3}\u{4}")
    try cursor.skip(2)
    let flags = try cursor.uint16()
    let method = try cursor.uint16()
    try cursor.skip(4)
    let checksum = try cursor.load(UInt32.self)
    var packedCount = try cursor.uint32()
    var byteCount = try cursor.uint32()
    let nameCount = try cursor.uint16()
    let extraCount = try cursor.uint16()
    let localName = try cursor.slice(nameCount).text
    let extra = try cursor.slice(extraCount)
    guard !entry.isEncrypted, flags & 0x2041 == 0 else {
      throw cursor.unsupported("an entry that is not encrypted", "an encrypted one")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw cursor.unsupported("a stored or deflated entry", "compression method \(entry.method)")
    }
    if var wide = try Zip64.extra(in: extra, file: name) {
      if byteCount == Zip64.elsewhere { byteCount = try wide.uint64() }
      if packedCount == Zip64.elsewhere { packedCount = try wide.uint64() }
    }
    let sizesAgree =
      entry.hasDescriptor
      || (checksum == entry.checksum && packedCount == entry.packedCount
        && byteCount == entry.byteCount)
    guard localName == entry.name, method == entry.method, flags == entry.flags, sizesAgree else {
      throw cursor.damaged("what the directory says of the entry", "another name, method or size")
    }
    return try cursor.slice(entry.packedCount)
  }

  private func compareChecksum(of content: Bytes, _ entry: ZipEntry) throws(ContainerError) {
    let checksum = content.withUnsafeBytes { CRC32.checksum($0) }
    guard checksum == entry.checksum else {
      throw damaged(entry, "checksum \(entry.checksum)", "\(checksum)")
    }
  }

  private func damaged(
    _ entry: ZipEntry, _ expected: String, _ found: String
  ) -> ContainerError {
    ContainerError(
      .damaged, file: name, place: "zip entry \(entry.name)", expected: expected, found: found)
  }
}

/// Where the list of entries lies in a ZIP archive.
struct ZipDirectory {
  let offset: Int
  let size: Int
  let entryCount: Int
  /// The bytes that stand in front of the archive: all positions count from behind them.
  var front = 0
}

extension ZipDirectory {
  /// Looks for the end record: the last 22 bytes of the archive, or more when a comment follows it.
  init(in bytes: Bytes, file: String) throws(ContainerError) {
    guard let end = Self.end(of: bytes) else {
      throw ContainerError(
        .damaged, file: file, place: "the end of the zip archive", expected: "an end record",
        found: "none, the file may be cut short")
    }
    var cursor = try Cursor(bytes, file: file, structure: "zip end record", start: end)
    try cursor.skip(4)
    let disk = try cursor.uint16()
    let directoryDisk = try cursor.uint16()
    try cursor.skip(2)
    let entryCount = try cursor.uint16()
    let size = try cursor.uint32()
    let offset = try cursor.uint32()
    if let wide = try Zip64.directory(in: bytes, before: end, file: file) {
      self = wide
    } else if disk != 0 || directoryDisk != 0 {
      throw cursor.unsupported("an archive in one piece", "one of several disks")
    } else {
      self.init(offset: offset, size: size, entryCount: entryCount)
      // The directory ends where the end record begins, whatever stands in front of the archive.
      if let last = Checked.sum(offset, size), last < end,
        bytes.load(UInt32.self, at: end - size) == Self.entrySignature
      {
        front = end - last
      }
    }
    guard let last = Checked.sum(self.offset, self.size), last <= end else {
      throw cursor.damaged(
        "a directory before byte \(end)", "\(self.size) bytes at byte \(self.offset)")
    }
  }

  /// Whether the bytes end as a ZIP archive does, whatever they begin with.
  static func isPresent(in bytes: Bytes) -> Bool {
    guard let end = end(of: bytes), let size = bytes.load(UInt32.self, at: end + 12) else {
      return false
    }
    return size == 0 || bytes.load(UInt32.self, at: end - Int(size)) == entrySignature
      || size == .max
  }

  /// The position of the end record: one with which the file ends, or else the last that there is,
  /// for some programs write on behind it.
  private static func end(of bytes: Bytes) -> Int? {
    let first = max(0, bytes.count - 22 - 0xFFFF)
    func isRecord(_ position: Int) -> Bool {
      bytes.load(UInt32.self, at: position) == 0x0605_4B50
    }
    func endsFile(_ position: Int) -> Bool {
      bytes.load(UInt16.self, at: position + 20).map(Int.init) == bytes.count - position - 22
    }
    let places = stride(from: bytes.count - 22, through: first, by: -1)
    return places.first { isRecord($0) && endsFile($0) } ?? places.first(where: isRecord)
  }

  private static let entrySignature: UInt32 = 0x0201_4B50

  func entries(in bytes: Bytes, file: String) throws(ContainerError) -> [ZipEntry] {
    var cursor = try Cursor(
      bytes, file: file, structure: "zip directory", start: front + offset, count: size)
    var entries: [ZipEntry] = []
    while cursor.remaining > 0 { entries.append(try ZipEntry(&cursor, front: front)) }
    guard entries.count == entryCount else {
      throw cursor.damaged("\(entryCount) entries", "\(entries.count)")
    }
    try check(entries, cursor)
    try checkSizes(entries, archive: bytes.count, cursor)
    return entries
  }

  /// Refuses deflated entries that together unpack to more than an honest archive would.
  private func checkSizes(
    _ entries: [ZipEntry], archive: Int, _ cursor: Cursor
  ) throws(ContainerError) {
    let limit = Limits.unfolded(from: archive)
    var room = limit
    for entry in entries where !entry.isStored {
      guard entry.byteCount <= room else {
        throw cursor.error(
          .refused, "entries that unpack to at most \(limit) bytes",
          "\(entry.name), which exceeds them with \(entry.byteCount)")
      }
      room -= entry.byteCount
    }
  }

  /// Refuses two entries that share bytes, which is how small archives unpack to petabytes.
  private func check(_ entries: [ZipEntry], _ cursor: Cursor) throws(ContainerError) {
    let sorted = entries.sorted { $0.headerOffset < $1.headerOffset }
    for (index, entry) in sorted.enumerated() {
      let limit = index + 1 < sorted.count ? sorted[index + 1].headerOffset : front + offset
      let head = 30 + entry.name.utf8.count
      guard let body = Checked.sum(entry.headerOffset, head),
        let end = Checked.sum(body, entry.packedCount), end <= limit
      else {
        throw cursor.error(
          .refused, "entries that lie one after another",
          "that \(entry.name) reaches beyond byte \(limit)")
      }
    }
  }
}

/// Collects the messages of one object header from its blocks.
struct MessageReader {
  private let image: HDF5Image
  private let version: Int
  /// The number of messages still to come; version 2 does not say it.
  private var limit: Int
  /// Version 2: whether messages carry their creation order.
  private let hasOrder: Bool
  /// The blocks still to read; a continuation message adds one.
  private var blocks: [Range<Int>] = []
  private var seen: Set<Int> = []
  private(set) var messages: [HDF5ObjectHeader.Message] = []

  /// Reads the head of a header of version 1 or 2.
  init(_ image: HDF5Image, at address: Int) throws(ContainerError) {
    self.image = image
    var cursor = try image.cursor("object header", at: address)
    let size: Int
    if image.bytes.load(UInt32.self, at: address) == 0x5244_484F {  // OHDR
      try cursor.skip(4)
      version = try cursor.uint8()
      guard version == 2 else { throw cursor.unsupported("version 2", "\(version)") }
      let flags = try cursor.uint8()
      if flags & 0x20 != 0 { try cursor.skip(16) }  // times
      if flags & 0x10 != 0 { try cursor.skip(4) }  // when attributes become dense
      hasOrder = flags & 0x04 != 0
      limit = .max
      size = try cursor.number(1 << (flags & 3))
    } else {
      version = try cursor.uint8()
      guard version == 1 else {
        throw cursor.damaged("version 1 or the signature OHDR", "\(version)")
      }
      hasOrder = false
      try cursor.skip(1)
      limit = try cursor.uint16()
      try cursor.skip(4)
      size = try cursor.uint32()
      try cursor.skip(4)
    }
    try block(size, at: cursor.position, cursor)
  }

  private mutating func block(
    _ size: Int, at start: Int, _ cursor: Cursor
  ) throws(ContainerError) {
    guard let end = Checked.sum(start, size), end <= image.bytes.count else {
      throw cursor.damaged("messages inside the file", "\(size) bytes at byte \(start)")
    }
    guard seen.insert(start).inserted else {
      throw cursor.error(.refused, "each block of messages once", "byte \(start) again")
    }
    blocks.append(start..<end)
  }

  mutating func readAll(isFirst: Bool) throws(ContainerError) {
    while let block = blocks.popLast() {
      var cursor = try image.cursor("object header messages", block)
      if isFirst { try image.ledger.spend(block.count, at: cursor.place) }
      while cursor.remaining >= headSize, limit > 0 { try readMessage(&cursor) }
    }
  }

  private var headSize: Int { version == 1 ? 8 : hasOrder ? 6 : 4 }

  private mutating func readMessage(_ cursor: inout Cursor) throws(ContainerError) {
    let kind = version == 1 ? try cursor.uint16() : try cursor.uint8()
    let size = try cursor.uint16()
    let flags = try cursor.uint8()
    try cursor.skip(headSize - (version == 1 ? 5 : 4))
    let start = cursor.position
    try cursor.skip(size)
    limit -= 1
    switch kind {
    case HDF5ObjectHeader.Kind.continuation:
      var body = try image.cursor("continuation message", at: start, count: size)
      let address = try body.definedAddress(of: "more messages", in: image)
      let length = try body.length(in: image)
      if version == 1 {
        try block(length, at: address, body)
      } else {
        // Between a signature and a checksum of 4 bytes each.
        var more = try image.cursor("continuation block", at: address)
        try more.signature("OCHK")
        try block(max(0, length - 8), at: more.position, body)
      }
    case 0: break
    default: messages.append(.init(kind: kind, flags: flags, body: start..<start + size))
    }
  }
}

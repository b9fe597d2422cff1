/// The head of an HDF5 file: the size of its addresses and lengths, and where the root group is.
struct HDF5Superblock {
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  let offsetSize: Int
  let lengthSize: Int
  let root: Int

  /// The position of the signature: 0, or 512, 1024, 2048, … behind a block of the user's.
  static func offset(in bytes: Bytes) -> Int? {
    var position = 0
    while position <= bytes.count - signature.count {
      let word = bytes.load(UInt64.self, at: position)
      if word == 0x0A1A_0A0D_4644_4889 { return position }
      position = max(512, 2 * position)
    }
    return nil
  }

  /// Reads versions 0 to 3 at the beginning of `bytes`, which begin at byte `base` of the file.
  init(_ bytes: Bytes, base: Int, file: String) throws(ContainerError) {
    var cursor = try Cursor(bytes, file: file, structure: "superblock", start: 0)
    try cursor.skip(8)
    let version = try cursor.uint8()
    guard version <= 3 else { throw cursor.unsupported("version 0 to 3", "\(version)") }
    try cursor.skip(version < 2 ? 4 : 0)
    offsetSize = try cursor.uint8()
    lengthSize = try cursor.uint8()
    guard [2, 4, 8].contains(offsetSize), [2, 4, 8].contains(lengthSize) else {
      throw cursor.damaged(
        "addresses and lengths of 2, 4 or 8 bytes", "\(offsetSize) and \(lengthSize)")
    }
    switch version {
    case 0: try cursor.skip(1 + 4 + 4)
    case 1: try cursor.skip(1 + 4 + 4 + 4)
    default: try cursor.skip(1)
    }
    try cursor.skip(2 * offsetSize)  // the base address and an extension
    let end = try cursor.address(offsetSize)
    if version < 2 { try cursor.skip(2 * offsetSize) }  // driver information, the root's name
    guard let root = try cursor.address(offsetSize) else {
      throw cursor.damaged("the address of a root group", "none")
    }
    if let end, end - base > bytes.count {
      throw cursor.damaged("a file of \(end) bytes", "\(base + bytes.count), it was cut short")
    }
    self.root = root
  }
}

extension Cursor {
  /// A number of 1, 2, 4 or 8 bytes.
  mutating func number(_ size: Int) throws(ContainerError) -> Int {
    switch size {
    case 1: try uint8()
    case 2: try uint16()
    case 4: try uint32()
    default: try uint64()
    }
  }

  /// An address, `nil` for the one of all ones that means: nowhere.
  mutating func address(_ size: Int) throws(ContainerError) -> Int? {
    switch size {
    case 2:
      let value = try load(UInt16.self)
      return value == .max ? nil : Int(value)
    case 4:
      let value = try load(UInt32.self)
      return value == .max ? nil : Int(value)
    default:
      let value = try load(UInt64.self)
      if value == .max { return nil }
      guard let address = Int(exactly: value) else {
        throw damaged("an address inside the file", "\(value)")
      }
      return address
    }
  }
}

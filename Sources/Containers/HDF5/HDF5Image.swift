/// What all objects of one HDF5 file share: its bytes, its name and the sizes of its numbers.
final class HDF5Image: Sendable {
  let bytes: Bytes
  let file: String
  let superblock: HDF5Superblock
  let ledger: HDF5Ledger
  let heap = HDF5GlobalHeap()

  init(_ bytes: Bytes, file: String) throws(ContainerError) {
    guard let start = HDF5Superblock.offset(in: bytes),
      let content = bytes.slice(start, count: bytes.count - start)
    else {
      throw ContainerError(
        .damaged, file: file, expected: "an HDF5 file, which begins with \\x89HDF",
        found: "other bytes", advice: "check that it is the file that Keras saved")
    }
    self.bytes = content
    self.file = file
    superblock = try HDF5Superblock(content, base: start, file: file)
    ledger = HDF5Ledger(file: file, byteCount: content.count)
  }

  func cursor(
    _ structure: String, at start: Int, count: Int? = nil
  ) throws(ContainerError) -> Cursor {
    try Cursor(bytes, file: file, structure: structure, start: start, count: count)
  }

  /// Refuses to read a mapped file that was cut short or written to.
  func checkIntact() throws(ContainerError) {
    guard bytes.isIntact else { throw ContainerError.changed(file) }
  }

  /// A cursor over the body of a message.
  func cursor(_ structure: String, _ body: Range<Int>) throws(ContainerError) -> Cursor {
    try cursor(structure, at: body.lowerBound, count: body.count)
  }
}

extension Cursor {
  mutating func address(in image: HDF5Image) throws(ContainerError) -> Int? {
    try address(image.superblock.offsetSize)
  }

  /// An address that must be given.
  mutating func definedAddress(
    of target: String, in image: HDF5Image
  ) throws(ContainerError) -> Int {
    guard let address = try address(in: image) else {
      throw damaged("the address of \(target)", "none")
    }
    return address
  }

  mutating func length(in image: HDF5Image) throws(ContainerError) -> Int {
    try number(image.superblock.lengthSize)
  }
}

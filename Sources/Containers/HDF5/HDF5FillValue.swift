/// The element that stands for values which were never written.
struct HDF5FillValue {
  /// The bytes of one element, `nil` for zero.
  var bytes: Bytes?
  /// Whether the file says that there is none: what was never written cannot be read.
  var isUndefined = false

  /// Zero, where a file says nothing.
  init() {}

  /// Reads versions 1 to 3.
  init(_ start: Cursor) throws(ContainerError) {
    var cursor = start
    let version = try cursor.uint8()
    let isGiven: Bool
    switch version {
    case 1, 2:
      try cursor.skip(2)
      isUndefined = try cursor.uint8() == 0 && version == 2
      isGiven = !isUndefined
    case 3:
      let flags = try cursor.uint8()
      isUndefined = flags & 0x10 != 0
      isGiven = flags & 0x20 != 0
    default: throw cursor.unsupported("version 1 to 3", "\(version)")
    }
    let size = isGiven ? try cursor.uint32() : 0
    bytes = size == 0 ? nil : try cursor.slice(size)
  }
}

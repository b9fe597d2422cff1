/// The element that stands for values which were never written.
struct HDF5FillValue {
  /// The bytes of one element, `nil` for zero.
  let bytes: Bytes?

  /// Reads versions 1 to 3.
  init(_ start: Cursor) throws(ContainerError) {
    var cursor = start
    let version = try cursor.uint8()
    let isDefined: Bool
    switch version {
    case 1, 2:
      try cursor.skip(2)
      isDefined = try cursor.uint8() != 0 || version == 1
    case 3: isDefined = try cursor.uint8() & 0x20 != 0
    default: throw cursor.unsupported("version 1 to 3", "\(version)")
    }
    let size = isDefined ? try cursor.uint32() : 0
    bytes = size == 0 ? nil : try cursor.slice(size)
  }
}

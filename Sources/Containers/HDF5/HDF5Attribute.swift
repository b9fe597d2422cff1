/// A named value of a group or dataset.
package struct HDF5Attribute: Sendable {
  package let name: String
  private let image: HDF5Image
  private let place: String
  /// Whether type or shape are another object's.
  private let isShared: Bool
  private let datatype: Cursor
  private let dataspace: Cursor
  private let values: Bytes

  /// Reads versions 1 to 3; the parts are kept and read when asked for.
  init(_ start: Cursor, _ image: HDF5Image, owner: String) throws(ContainerError) {
    var cursor = start
    let version = try cursor.uint8()
    guard (1...3).contains(version) else {
      throw cursor.unsupported("version 1 to 3", "\(version)")
    }
    isShared = try cursor.uint8() & 3 != 0 && version > 1
    let nameCount = try cursor.uint16()
    let datatypeCount = try cursor.uint16()
    let dataspaceCount = try cursor.uint16()
    if version == 3 { try cursor.skip(1) }  // the name's character set

    /// The next `count` bytes; version 1 pads to multiples of 8.
    func part(_ count: Int) throws(ContainerError) -> Range<Int> {
      let start = cursor.position
      try cursor.skip(count)
      if version == 1 { try cursor.align8(from: start) }
      return start..<(start + count)
    }
    let text = try image.cursor("attribute name", try part(nameCount))
    datatype = try image.cursor("datatype of an attribute", try part(datatypeCount))
    dataspace = try image.cursor("dataspace of an attribute", try part(dataspaceCount))
    values = try cursor.slice(cursor.remaining)
    name = text.rest.zeroTerminatedText
    place = "attribute \(name) of \(owner)"
    self.image = image
  }

  /// The value as an array, of shape () for a single one.
  package func array() throws(ContainerError) -> StoredArray {
    do throws(ContainerError) {
      try image.checkIntact()
      guard !isShared else {
        throw datatype.unsupported("a type of the attribute's own", "a shared (committed) one")
      }
      var (datatype, dataspace) = (datatype, dataspace)
      let type = try HDF5Datatype(&datatype, image)
      let space = try HDF5Dataspace(&dataspace, image)
      guard case .known(let element) = type.element else {
        throw datatype.unsupported("numbers or strings", "opaque bytes")
      }
      return try StoredArray(
        file: image.file, name: place, shape: space.shape, element: element,
        isBigEndian: type.isBigEndian, storage: HDF5PlainStorage(bytes: values, image: image))
    } catch {
      throw error.inside(place)
    }
  }

  package func strings() throws(ContainerError) -> [String] { try array().strings() }

  /// The value when it is one string.
  package func string() throws(ContainerError) -> String {
    let strings = try strings()
    guard strings.count == 1, let string = strings.first else {
      throw ContainerError(
        .damaged, file: image.file, place: place, expected: "one string",
        found: "\(strings.count)")
    }
    return string
  }
}

extension Cursor {
  /// What has not been read yet.
  var rest: Bytes { bytes.slice(position, count: remaining) ?? Bytes([]) }
}

/// The attributes of a group or dataset, read when asked for.
package struct HDF5Attributes: Sendable {
  let image: HDF5Image
  let header: HDF5ObjectHeader
  /// The path of the object.
  let owner: String

  /// The attribute called `name`, `nil` when there is none.
  package func named(_ name: String) throws(ContainerError) -> HDF5Attribute? {
    try first { $0 == name }.first
  }

  /// All attributes; the values of each are read when asked for.
  package func all() throws(ContainerError) -> [HDF5Attribute] {
    try first { _ in true }
  }

  private func first(where isWanted: (String) -> Bool) throws(ContainerError) -> [HDF5Attribute] {
    do throws(ContainerError) {
      try image.checkIntact()
      try refuseDenseStorage()
      var attributes: [HDF5Attribute] = []
      for message in header.messages where message.kind == HDF5ObjectHeader.Kind.attribute {
        let cursor = try image.cursor("attribute", message.body)
        if message.flags & 2 != 0 {
          throw cursor.unsupported("an attribute of the object's own", "a shared one")
        }
        let attribute = try HDF5Attribute(cursor, image, owner: owner)
        if isWanted(attribute.name) { attributes.append(attribute) }
      }
      return attributes
    } catch {
      throw error.inside(owner)
    }
  }

  private func refuseDenseStorage() throws(ContainerError) {
    guard let body = try header.body(HDF5ObjectHeader.Kind.attributeInfo, image) else { return }
    var cursor = try image.cursor("attribute info", body)
    try cursor.skip(1)
    try cursor.skip(try cursor.uint8() & 1 == 0 ? 0 : 2)
    if try cursor.address(in: image) != nil {
      throw cursor.unsupported("attributes in the object header", "dense attribute storage")
    }
  }
}

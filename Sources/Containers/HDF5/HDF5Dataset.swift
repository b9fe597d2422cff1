/// An array with a path and attributes.
package struct HDF5Dataset: Sendable {
  package let path: String
  package let array: StoredArray
  package let attributes: HDF5Attributes

  init(
    _ image: HDF5Image, _ header: HDF5ObjectHeader, path: String
  ) throws(ContainerError) {
    typealias Kind = HDF5ObjectHeader.Kind
    guard let datatype = try header.body(Kind.datatype, image),
      let dataspace = try header.body(Kind.dataspace, image),
      let layout = try header.body(Kind.layout, image)
    else {
      throw ContainerError(
        .unsupported, file: image.file,
        place: "object header at byte \(header.address)",
        expected: "a group or a dataset", found: "neither (a committed datatype?)")
    }
    if let body = try header.body(Kind.externalFiles, image) {
      throw try image.cursor("external files", body).error(
        .refused, "values inside the file", "external storage")
    }
    attributes = HDF5Attributes(image: image, header: header, owner: path)
    var typeCursor = try image.cursor("datatype", datatype)
    var spaceCursor = try image.cursor("dataspace", dataspace)
    let type = try HDF5Datatype(&typeCursor, image)
    let shape = try HDF5Dataspace(&spaceCursor, image).shape
    let element = try Self.element(type, attributes, typeCursor)
    var layoutCursor = try image.cursor("layout", layout)
    let place = try HDF5Layout(&layoutCursor, image)
    let filters =
      try header.body(Kind.filters, image).map { body throws(ContainerError) in
        try HDF5Filters(try image.cursor("filters", body))
      } ?? HDF5Filters()
    let fill =
      try header.body(Kind.fillValue, image).map { body throws(ContainerError) in
        try HDF5FillValue(try image.cursor("fill value", body))
      } ?? HDF5FillValue()
    let storage = try place.storage(
      shape: shape, elementSize: element.byteSize, filters, fill: fill, image, layoutCursor)
    self.path = path
    array = try StoredArray(
      file: image.file, name: path, shape: shape, element: element, isBigEndian: type.isBigEndian,
      storage: storage)
  }

  /// Keras stores bfloat16 as two opaque bytes; .keras files say so in the attribute `dtype`, .h5 files do not.
  private static func element(
    _ type: HDF5Datatype, _ attributes: HDF5Attributes, _ cursor: Cursor
  ) throws(ContainerError) -> ElementType {
    switch type.element {
    case .known(let element): return element
    case .opaque(let byteCount):
      let name = try attributes.named("dtype")?.string()
      guard byteCount == 2, name ?? "bfloat16" == "bfloat16" else {
        throw cursor.unsupported(
          "numbers, strings or bfloat16", "opaque bytes (\(name ?? "no attribute dtype"))")
      }
      return .bfloat16
    }
  }
}

/// NumPy's file of one array.
package enum Npy {
  /// The array in `bytes`, in place where its order allows it.
  package static func read(
    _ bytes: Bytes, name: String, file: String
  ) throws(ContainerError) -> StoredArray {
    do throws(ContainerError) {
      let header = try NpyHeader(bytes, file: file)
      let (element, isBigEndian) = try NpyType.parse(
        header.descriptor, file: file, place: "npy header")
      guard let values = bytes.slice(header.end, count: bytes.count - header.end) else {
        throw ContainerError(.damaged, file: file, expected: "values", found: "none")
      }
      let storage: any ArrayStorage =
        header.isFortran && header.shape.count > 1
        ? FortranStorage(bytes: values) : PlainStorage(bytes: values)
      let array = try StoredArray(
        file: file, name: name, shape: header.shape, element: element, isBigEndian: isBigEndian,
        storage: storage)
      guard array.byteCount == values.count else {
        throw ContainerError(
          .damaged, file: file,
          expected: "\(array.byteCount) bytes for shape \(array.shape) of \(element)",
          found: "\(values.count)")
      }
      return array
    } catch {
      throw error.inside(name)
    }
  }

  /// The file that `numpy.load` reads, version 1.
  package static func write(_ array: NamedArray) throws(ContainerError) -> [UInt8] {
    try header(of: array) + array.bytes.array
  }

  /// Everything before the values; its length is a multiple of 64, as NumPy's.
  static func header(of array: NamedArray) throws(ContainerError) -> [UInt8] {
    guard let descriptor = NpyType.descriptor(array.element) else {
      throw ContainerError(
        .unsupported, file: array.name, expected: "numbers or strings of fixed size",
        found: "\(array.element)", advice: "")
    }
    let expected = Checked.count(of: array.shape).flatMap {
      Checked.product($0, array.element.byteSize)
    }
    precondition(array.bytes.count == expected, "\(array.name): \(array.shape)")
    let sizes = array.shape.map(String.init).joined(separator: ", ")
    let shape = array.shape.count == 1 ? "(\(sizes),)" : "(\(sizes))"
    var text = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': \(shape), }"
    let padding = 63 - (10 + text.utf8.count) % 64
    text += String(repeating: " ", count: padding) + "\n"
    let length = UInt16(text.utf8.count)
    return NpyHeader.magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Array(text.utf8)
  }
}

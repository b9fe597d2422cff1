/// An array in a file: its name, shape and element type, and the way to its values.
package struct StoredArray: Sendable {
  package let file: String
  /// Where it is: `/dense/kernel:0`, `attribute layer_names of /`, `x0`.
  package let name: String
  package let shape: [Int]
  package let element: ElementType
  /// The byte order of what `bytes()` returns.
  package let isBigEndian: Bool
  /// The number of elements.
  package let count: Int
  /// The number of bytes that `bytes()` returns.
  package let byteCount: Int
  private let storage: any ArrayStorage

  init(
    file: String, name: String, shape: [Int], element: ElementType, isBigEndian: Bool,
    storage: any ArrayStorage
  ) throws(ContainerError) {
    func refusal(_ expected: String, _ found: String) -> ContainerError {
      ContainerError(.refused, file: file, place: name, expected: expected, found: found)
    }
    guard shape.count <= Limits.rank else {
      throw refusal("at most \(Limits.rank) dimensions", "\(shape.count)")
    }
    guard let count = Checked.count(of: shape),
      let byteCount = Checked.product(count, element.byteSize)
    else { throw refusal("a shape whose bytes can be counted", "\(shape)") }
    self.file = file
    self.name = name
    self.shape = shape
    self.element = element
    self.isBigEndian = isBigEndian
    self.count = count
    self.byteCount = byteCount
    self.storage = storage
  }

  /// The values, row by row without gaps: in place when the file has them so, otherwise assembled.
  ///
  /// The first byte may lie at an odd address. Nothing is allocated before its size is known to be sane.
  package func bytes() throws(ContainerError) -> Bytes {
    let bytes: Bytes
    do throws(ContainerError) {
      bytes = try storage.bytes(of: self)
    } catch {
      try verify()
      throw error
    }
    try verify()
    guard bytes.count == byteCount else {
      throw damaged("\(byteCount) bytes for shape \(shape) of \(element)", "\(bytes.count)")
    }
    return bytes
  }

  /// Throws when the file is not as it was opened: before its values are used, and after they were read. About 0.3 µs.
  package func verify() throws(ContainerError) {
    guard storage.isIntact else { throw ContainerError.changed(file, name) }
  }

  func damaged(_ expected: String, _ found: String) -> ContainerError {
    ContainerError(.damaged, file: file, place: name, expected: expected, found: found)
  }
}

/// The way from a stored array to its values.
protocol ArrayStorage: Sendable {
  /// The values of `array`, row by row.
  func bytes(of array: StoredArray) throws(ContainerError) -> Bytes

  /// Whether the bytes that the values are made of are as they were opened.
  var isIntact: Bool { get }

  /// The reader of the strings that the elements of `array` refer to.
  func resolver(for array: StoredArray) throws(ContainerError) -> any StringResolver
}

/// Reads the strings that the elements of one array refer to.
protocol StringResolver {
  /// The string that the element at byte `offset` of `references` refers to.
  mutating func string(at offset: Int, of references: Bytes) throws(ContainerError) -> String
}

extension StoredArray {
  var resolver: any StringResolver {
    get throws(ContainerError) { try storage.resolver(for: self) }
  }
}

/// Values that lie in the file as they are wanted.
struct PlainStorage: ArrayStorage {
  let bytes: Bytes
  var isIntact: Bool { bytes.isIntact }

  func bytes(of array: StoredArray) -> Bytes { bytes }
}

extension ArrayStorage {
  func resolver(for array: StoredArray) throws(ContainerError) -> any StringResolver {
    throw array.damaged("strings", "references without a heap")
  }
}

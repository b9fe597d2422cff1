/// An array to be written: `bytes` are its elements row by row, little endian.
package struct NamedArray: Sendable {
  package let name: String
  package let shape: [Int]
  package let element: ElementType
  package let bytes: Bytes

  package init(name: String, shape: [Int], element: ElementType, bytes: Bytes) {
    self.name = name
    self.shape = shape
    self.element = element
    self.bytes = bytes
  }
}

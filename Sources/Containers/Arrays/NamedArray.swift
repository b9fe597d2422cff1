/// An array to be written: `bytes` are its elements row by row, little endian.
public struct NamedArray: Sendable {
  public let name: String
  public let shape: [Int]
  public let element: ElementType
  public let bytes: Bytes

  public init(name: String, shape: [Int], element: ElementType, bytes: Bytes) {
    self.name = name
    self.shape = shape
    self.element = element
    self.bytes = bytes
  }
}

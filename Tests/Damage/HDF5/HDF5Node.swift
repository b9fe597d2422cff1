import Containers

/// A group or an array of an HDF5 file that is to be written, with attributes.
public struct HDF5Node: Sendable {
  public indirect enum Content: Sendable {
    /// Groups and arrays by their names.
    case group([Child])
    case array(HDF5Values)
  }

  public typealias Child = (name: String, node: HDF5Node)

  public var content: Content
  public var attributes: [(name: String, values: HDF5Values)]

  public init(_ content: Content, attributes: [(name: String, values: HDF5Values)] = []) {
    self.content = content
    self.attributes = attributes
  }

  public var children: [Child]? {
    if case .group(let children) = content { children } else { nil }
  }
}

extension HDF5Node {
  /// What a file holds, to be changed and written again.
  public init(reading group: HDF5Group) throws {
    let children = try group.childNames.compactMap { name -> Child? in
      switch try group.child(name) {
      case .group(let inner): (name, try HDF5Node(reading: inner))
      case .dataset(let dataset):
        (
          name,
          HDF5Node(
            .array(try HDF5Values(reading: dataset.array)),
            attributes: try HDF5Node.read(dataset.attributes))
        )
      case nil: nil
      }
    }
    self.init(.group(children), attributes: try HDF5Node.read(group.attributes))
  }

  private static func read(
    _ attributes: HDF5Attributes
  ) throws -> [(name: String, values: HDF5Values)] {
    try attributes.all().map { ($0.name, try HDF5Values(reading: try $0.array())) }
  }
}

/// The values of an array or of an attribute.
public struct HDF5Values: Sendable {
  /// How the values of a dataset are laid out; those of an attribute are always plain.
  public enum Layout: Sendable {
    /// One after the other.
    case plain
    /// In one chunk.
    case chunked
    /// Chunks that were never written, with or without an element that stands for them.
    case unwritten(fill: [UInt8]?)
  }

  public var shape: [Int]
  public var element: ElementType
  public var isBigEndian = false
  public var layout = Layout.plain
  /// The bytes of all elements; those of strings of variable length are made from `texts`.
  public var content: HDF5Content
  /// Strings of variable length.
  public var texts: [String] = []

  public init(shape: [Int], element: ElementType, content: HDF5Content) {
    self.shape = shape
    self.element = element
    self.content = content
  }

  public init(shape: [Int], _ numbers: HDF5Content) {
    self.init(shape: shape, element: .float32, content: numbers)
  }

  /// Strings of variable length.
  public init(shape: [Int], texts: [String]) {
    self.init(
      shape: shape, element: .string(.variable(referenceSize: 16)), content: HDF5Content(bytes: []))
    self.texts = texts
  }

  public init(reading array: StoredArray) throws {
    if case .string(.variable) = array.element {
      self.init(shape: array.shape, texts: try array.strings())
    } else {
      self.init(
        shape: array.shape, element: array.element,
        content: HDF5Content(bytes: try array.bytes().array))
      isBigEndian = array.isBigEndian
    }
  }
}

/// Bytes that several arrays of a file may share.
public final class HDF5Content: Sendable {
  public let bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  public convenience init(_ numbers: [Float]) {
    self.init(bytes: numbers.withUnsafeBytes { Array($0) })
  }
}

/// A group or an array of an HDF5 file that is to be written, with attributes.
package struct HDF5Node: Sendable {
  package indirect enum Content: Sendable {
    /// Groups and arrays by their names.
    case group([Child])
    case array(HDF5Values)
  }

  package typealias Child = (name: String, node: HDF5Node)

  package var content: Content
  package var attributes: [(name: String, values: HDF5Values)]

  package init(_ content: Content, attributes: [(name: String, values: HDF5Values)] = []) {
    self.content = content
    self.attributes = attributes
  }

  package var children: [Child]? {
    if case .group(let children) = content { children } else { nil }
  }
}

extension HDF5Node {
  /// What a file holds, to be changed and written again.
  package init(reading group: HDF5Group) throws {
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
package struct HDF5Values: Sendable {
  /// How the values of a dataset are laid out; those of an attribute are always plain.
  package enum Layout: Sendable {
    /// One after the other.
    case plain
    /// In one chunk.
    case chunked
    /// Chunks that were never written, with or without an element that stands for them.
    case unwritten(fill: [UInt8]?)
  }

  package var shape: [Int]
  package var element: ElementType
  package var isBigEndian = false
  package var layout = Layout.plain
  /// The bytes of all elements; those of strings of variable length are made from `texts`.
  package var content: HDF5Content
  /// Strings of variable length.
  package var texts: [String] = []

  package init(shape: [Int], element: ElementType, content: HDF5Content) {
    self.shape = shape
    self.element = element
    self.content = content
  }

  package init(shape: [Int], _ numbers: HDF5Content) {
    self.init(shape: shape, element: .float32, content: numbers)
  }

  /// Strings of variable length.
  package init(shape: [Int], texts: [String]) {
    self.init(
      shape: shape, element: .string(.variable(referenceSize: 16)), content: HDF5Content(bytes: []))
    self.texts = texts
  }

  package init(reading array: StoredArray) throws {
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
package final class HDF5Content: Sendable {
  package let bytes: [UInt8]

  package init(bytes: [UInt8]) { self.bytes = bytes }

  package convenience init(_ numbers: [Float]) {
    self.init(bytes: numbers.withUnsafeBytes { Array($0) })
  }
}

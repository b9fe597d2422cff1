/// A group to be written to an HDF5 file that is filled path by path.
package struct HDF5Tree: Sendable {
  private var attributes: [(name: String, values: HDF5Values)] = []
  private var children: [(name: String, child: Child)] = []
  private var places: [String: Int] = [:]

  private enum Child: Sendable {
    case group(HDF5Tree)
    case array(HDF5Values)
  }

  package init() {}

  /// An attribute with a text of any length.
  package mutating func set(_ name: String, to text: String) {
    set(name, HDF5Values(shape: [], texts: [text]))
  }

  /// An attribute with short texts, each in as many bytes as the longest; throws when they are too many for one.
  package mutating func set(_ name: String, to list: [String]) throws(ContainerError) {
    let texts = list.map { Array($0.utf8) }
    let width = HDF5Tree.width(list)
    guard texts.count * width <= HDF5Tree.listLimit else {
      throw ContainerError(
        .unsupported, file: "HDF5", place: name,
        expected: "at most \(HDF5Tree.listLimit) bytes in a list of names",
        found: "\(texts.count * width)")
    }
    let bytes = texts.flatMap { $0 + [UInt8](repeating: 0, count: width - $0.count) }
    set(
      name,
      HDF5Values(
        shape: [list.count], element: .string(.fixed(byteCount: width, spacePadded: false)),
        content: HDF5Content(bytes: bytes)))
  }

  /// The bytes that each of several texts takes in a list.
  package static func width(_ list: [String]) -> Int { max(list.map(\.utf8.count).max() ?? 1, 1) }

  /// The most bytes of a list of names in one attribute, as Keras has it.
  package static let listLimit = 64_512 - 1024

  private mutating func set(_ name: String, _ values: HDF5Values) {
    attributes.removeAll { $0.name == name }
    attributes.append((name, values))
  }

  /// Puts an array at a path of names, in groups that are made where there are none yet.
  ///
  /// What stands at the path already stays as it is.
  package mutating func add(_ array: HDF5Values, at path: some Collection<String>) {
    guard let name = path.first else { return }
    let rest = path.dropFirst()
    guard rest.isEmpty else { return change(name) { $0.add(array, at: rest) } }
    guard places[name] == nil else { return }
    append(name, .array(array))
  }

  /// Changes the group at a path of names, which is made where there is none yet.
  package mutating func group(
    _ path: some Collection<String>, _ body: (inout HDF5Tree) -> Void = { _ in }
  ) {
    guard let name = path.first else { return body(&self) }
    let rest = path.dropFirst()
    change(name) { $0.group(rest, body) }
  }

  private mutating func change(_ name: String, _ body: (inout HDF5Tree) -> Void) {
    guard let place = places[name] else {
      var inner = HDF5Tree()
      body(&inner)
      return append(name, .group(inner))
    }
    guard case .group(var inner) = children[place].child else { return }
    // Nobody else holds the group while it is changed, so that nothing is copied.
    children[place].child = .group(HDF5Tree())
    body(&inner)
    children[place].child = .group(inner)
  }

  private mutating func append(_ name: String, _ child: Child) {
    places[name] = children.count
    children.append((name, child))
  }

  /// The group as it is written.
  package var node: HDF5Node {
    HDF5Node(
      .group(
        children.map { name, child in
          switch child {
          case .group(let inner): (name, inner.node)
          case .array(let values): (name, HDF5Node(.array(values)))
          }
        }), attributes: attributes)
  }

  /// The file.
  package var bytes: [UInt8] { HDF5Writer(node).bytes }
}

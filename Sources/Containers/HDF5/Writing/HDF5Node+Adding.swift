extension HDF5Node {
  /// Puts an array at a path of names, in groups that are made where there are none; false where something else stands
  /// in the way.
  package mutating func add(_ array: HDF5Values, at path: some Collection<String>) -> Bool {
    guard let name = path.first, case .group(var children) = content else { return false }
    let rest = path.dropFirst()
    let place = children.firstIndex { $0.name == name }
    var inner: HDF5Node
    if rest.isEmpty {
      guard place == nil else { return false }
      inner = HDF5Node(.array(array))
    } else {
      inner = place.map { children[$0].node } ?? HDF5Node(.group([]))
      guard inner.add(array, at: rest) else { return false }
    }
    if let place { children[place].node = inner } else { children.append((name, inner)) }
    content = .group(children)
    return true
  }

  /// Sets an attribute of a group that is a child of this one to a list of texts; false where there is no such group.
  package mutating func set(_ attribute: String, of group: String, to texts: [String]) -> Bool {
    guard case .group(var children) = content,
      let place = children.firstIndex(where: { $0.name == group })
    else { return false }
    children[place].node.attributes.removeAll { $0.name == attribute }
    children[place].node.attributes.append(
      (attribute, HDF5Values(shape: [texts.count], texts: texts)))
    content = .group(children)
    return true
  }
}

extension HDF5Writer {
  /// A file of a node, where all of its attributes have room in it; nil where one has not.
  package static func whole(_ node: HDF5Node) -> [UInt8]? {
    fits(node) ? HDF5Writer(node).bytes : nil
  }

  private static func fits(_ node: HDF5Node) -> Bool {
    node.attributes.allSatisfy { hasRoom($0.name, $0.values) }
      && (node.children ?? []).allSatisfy { fits($0.node) }
  }
}

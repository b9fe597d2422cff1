/// The graph of a program's objects: which object is whose child, by which name, and which array of the file a variable is.
///
/// `TrackableObjectGraph`, the first node of which is the object that was saved. An object may be the child of several,
/// and of itself.
package struct TrackableGraph: Sendable {
  package let nodes: [Node]

  package struct Node: Sendable {
    /// The children in the file's order.
    package fileprivate(set) var children: [(name: String, node: Int)] = []
    /// The array of a node that is a variable.
    package fileprivate(set) var variable: Variable?
    /// What an optimizer keeps of variables; nodes, all three.
    package fileprivate(set) var slots: [Slot] = []
  }

  package struct Variable: Sendable {
    /// Its name in the program: `dense/kernel`; may be empty.
    package fileprivate(set) var name = ""
    /// The name of its array: `layer-1/kernel/.ATTRIBUTES/VARIABLE_VALUE`.
    package fileprivate(set) var key = ""
  }

  package struct Slot: Sendable {
    package fileprivate(set) var variable = 0
    package fileprivate(set) var name = ""
    package fileprivate(set) var slot = 0
  }

  init(_ bytes: Bytes, file: String) throws(ContainerError) {
    let structure = "graph of the objects"
    var message = try Protobuf(bytes, file: file, structure: structure)
    var nodes: [Node] = []
    while let field = try message.next() {
      guard field.number == 1, let bytes = field.value.bytes else { continue }
      if Interruption.isWished(at: nodes.count) {
        try ContainerError.refuseInterrupted(file, structure)
      }
      nodes.append(try TrackableGraph.node(bytes, file, "\(structure), node \(nodes.count)"))
    }
    let numbers = nodes.lazy.flatMap { node in
      node.children.map(\.node) + node.slots.flatMap { [$0.variable, $0.slot] }
    }
    if let wrong = numbers.first(where: { !nodes.indices.contains($0) }) {
      throw message.damaged("one of \(nodes.count) nodes", "node \(wrong)")
    }
    self.nodes = nodes
  }

  /// The child of a node by its name.
  package func child(_ name: String, of node: Int) -> Int? {
    nodes[node].children.first { $0.name == name }?.node
  }

  private static func node(
    _ bytes: Bytes, _ file: String, _ structure: String
  ) throws(ContainerError) -> Node {
    var node = Node()
    var message = try Protobuf(bytes, file: file, structure: structure)
    while let field = try message.next() {
      guard let bytes = field.value.bytes else { continue }
      var part = try Protobuf(bytes, file: file, structure: structure)
      switch field.number {
      case 1: node.children.append(try child(&part))
      case 2: try read(&part, to: &node.variable)
      case 3: node.slots.append(try slot(&part))
      default: break
      }
    }
    return node
  }

  /// An `ObjectReference`.
  private static func child(
    _ message: inout Protobuf
  ) throws(ContainerError) -> (name: String, node: Int) {
    var result = (name: "", node: 0)
    while let field = try message.next() {
      if field.number == 1 { result.node = field.value.int ?? -1 }
      if field.number == 2 { result.name = field.value.text ?? "" }
    }
    return result
  }

  /// A `SerializedTensor`; those that are not the value of a variable are left alone.
  private static func read(
    _ message: inout Protobuf, to variable: inout Variable?
  ) throws(ContainerError) {
    var (kind, result) = ("", Variable())
    while let field = try message.next() {
      switch field.number {
      case 1: kind = field.value.text ?? ""
      case 2: result.name = field.value.text ?? ""
      case 3: result.key = field.value.text ?? ""
      default: break
      }
    }
    if kind == "VARIABLE_VALUE" { variable = result }
  }

  /// A `SlotVariableReference`.
  private static func slot(_ message: inout Protobuf) throws(ContainerError) -> Slot {
    var slot = Slot()
    while let field = try message.next() {
      switch field.number {
      case 1: slot.variable = field.value.int ?? -1
      case 2: slot.name = field.value.text ?? ""
      case 3: slot.slot = field.value.int ?? -1
      default: break
      }
    }
    return slot
  }
}

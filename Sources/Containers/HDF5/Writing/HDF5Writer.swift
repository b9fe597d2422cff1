/// An HDF5 file as Keras writes it: superblock 0, symbol-table groups, arrays in one run.
///
/// The structure comes first and the values of all plain arrays after it, so that a large file can be written array
/// by array.
package struct HDF5Writer {
  /// The structure, from the first byte.
  package private(set) var structure: [UInt8] = []
  /// The values that follow it.
  package private(set) var arrays: [HDF5Content] = []
  private var pending: [(place: Int, content: HDF5Content)] = []
  /// Half the entries of a group's leaf: libhdf5's own, or more where a group has many children.
  private let leafK: Int

  private static let undefined = UInt64.max
  /// Half the leaves of a group, and of the chunks of an array: libhdf5's own.
  private static let nodeK = 16
  private static let chunkK = 32
  /// What a message may have.
  private static let messageLimit = 64_000

  package init(_ root: HDF5Node) {
    leafK = max(4, (HDF5Writer.widest(root) + 4 * HDF5Writer.nodeK - 1) / (4 * HDF5Writer.nodeK))
    structure = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    structure += [0, 0, 0, 0, 0, 8, 8, 0]
    structure.append(number: UInt16(leafK))
    structure.append(number: UInt16(HDF5Writer.nodeK))
    structure.append(number: 0 as UInt32)
    structure.append(number: 0 as UInt64)
    structure.append(number: HDF5Writer.undefined)
    let endOfFile = structure.count
    structure.append(number: 0 as UInt64)
    structure.append(number: HDF5Writer.undefined)
    let rootEntry = structure.count
    structure += [UInt8](repeating: 0, count: 40)
    let group = write(root)
    structure.replace(at: rootEntry, with: entry(name: 0, group))
    pad(to: 64)
    var end = structure.count
    for (place, content) in pending {
      structure.replace(at: place, with: UInt64(end).bytes)
      arrays.append(content)
      end += content.bytes.count
    }
    structure.replace(at: endOfFile, with: UInt64(end).bytes)
  }

  /// The whole file.
  package var bytes: [UInt8] { arrays.reduce(into: structure) { $0 += $1.bytes } }

  /// The most children of any group.
  private static func widest(_ node: HDF5Node) -> Int {
    (node.children ?? []).reduce(node.children?.count ?? 0) { max($0, widest($1.node)) }
  }

  // MARK: Objects

  /// Where an object is, and what a group's entry says of it besides.
  private struct Written {
    let header: Int
    var tree: Int?
    var heap = 0
  }

  private mutating func write(_ node: HDF5Node) -> Written {
    let attributes = node.attributes.compactMap { write($0.name, $0.values) }
    switch node.content {
    case .group(let children): return write(group: children, attributes)
    case .array(let values): return write(values, attributes)
    }
  }

  private mutating func write(group children: [HDF5Node.Child], _ attributes: [Message]) -> Written
  {
    let sorted = children.sorted {
      Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8))
    }
    var heap = [UInt8](repeating: 0, count: 8)
    var entries: [(name: Int, bytes: [UInt8])] = []
    for (name, child) in sorted {
      let written = write(child)
      entries.append((heap.count, entry(name: heap.count, written)))
      heap += (Array(name.utf8) + [0]).padded
    }
    let heapAddress = write(heap: heap)
    let treeAddress = write(tree: entries)
    let message = UInt64(treeAddress).bytes + UInt64(heapAddress).bytes
    let header = write(header: [(0x11, message)] + attributes)
    return Written(header: header, tree: treeAddress, heap: heapAddress)
  }

  private func entry(name: Int, _ object: Written) -> [UInt8] {
    var bytes = UInt64(name).bytes + UInt64(object.header).bytes
    bytes.append(number: UInt32(object.tree == nil ? 0 : 1))
    bytes.append(number: 0 as UInt32)
    bytes.append(number: UInt64(object.tree ?? 0))
    bytes.append(number: UInt64(object.heap))
    return bytes
  }

  private mutating func write(heap: [UInt8]) -> Int {
    let address = structure.count
    structure += Array("HEAP".utf8) + [0, 0, 0, 0]
    structure.append(number: UInt64(heap.count))
    structure.append(number: 1 as UInt64)  // nothing is free
    structure.append(number: UInt64(address + 32))
    structure += heap
    return address
  }

  private mutating func write(tree entries: [(name: Int, bytes: [UInt8])]) -> Int {
    var leaves: [(address: Int, lastName: Int)] = []
    let perLeaf = 2 * leafK
    for start in stride(from: 0, to: entries.count, by: perLeaf) {
      let some = entries[start..<min(start + perLeaf, entries.count)]
      leaves.append((structure.count, some.last?.name ?? 0))
      structure += Array("SNOD".utf8) + [1, 0]
      structure.append(number: UInt16(some.count))
      for entry in some { structure += entry.bytes }
      structure += [UInt8](repeating: 0, count: (perLeaf - some.count) * 40)
    }
    let address = write(nodeOfKind: 0, entries: leaves.count)
    structure.append(number: 0 as UInt64)
    for leaf in leaves {
      structure.append(number: UInt64(leaf.address))
      structure.append(number: UInt64(leaf.lastName))
    }
    structure += [UInt8](repeating: 0, count: (2 * HDF5Writer.nodeK - leaves.count) * 16)
    return address
  }

  /// The head of a tree's node.
  private mutating func write(nodeOfKind kind: UInt8, entries: Int) -> Int {
    let address = structure.count
    structure += Array("TREE".utf8) + [kind, 0]
    structure.append(number: UInt16(entries))
    structure.append(number: HDF5Writer.undefined)
    structure.append(number: HDF5Writer.undefined)
    return address
  }

  // MARK: Values

  private mutating func write(_ values: HDF5Values, _ attributes: [Message]) -> Written {
    let whole = content(of: values)
    let size = values.element.byteSize
    var fill: [UInt8]?
    let layout: [UInt8]
    var isPending = false
    switch values.layout {
    case .unwritten(let element) where !values.shape.isEmpty:
      fill = element
      let chunk = values.shape.map { max(1, min($0, 64)) }
      layout = HDF5Messages.chunked(
        tree: HDF5Writer.undefined, shape: chunk, elementSize: size)
    case .chunked where !values.shape.isEmpty && !values.shape.contains(0):
      let tree = write(chunk: whole.bytes, of: values.shape)
      layout = HDF5Messages.chunked(tree: UInt64(tree), shape: values.shape, elementSize: size)
    default:
      isPending = !whole.bytes.isEmpty
      layout = HDF5Messages.plain(at: HDF5Writer.undefined, count: whole.bytes.count)
    }
    let type = HDF5Messages.datatype(values.element, isBigEndian: values.isBigEndian)
    let header = write(
      header: attributes + [
        (1, HDF5Messages.dataspace(values.shape)), (3, type), (5, HDF5Messages.fillValue(fill)),
        (8, layout),
      ])
    if isPending { pending.append((structure.count - layout.padded.count + 2, whole)) }
    return Written(header: header)
  }

  /// An array that is one chunk.
  private mutating func write(chunk: [UInt8], of shape: [Int]) -> Int {
    let data = structure.count
    structure += chunk.padded
    let address = write(nodeOfKind: 1, entries: 1)
    structure.append(number: UInt32(chunk.count))
    structure.append(number: 0 as UInt32)
    structure += [UInt8](repeating: 0, count: 8 * (shape.count + 1))
    structure.append(number: UInt64(data))
    // Where the next chunk would begin ends the list; a node has room for more.
    structure.append(number: 0 as UInt64)
    for length in shape + [0] { structure.append(number: UInt64(length)) }
    let unused = (2 * HDF5Writer.chunkK - 1) * (16 + 8 * (shape.count + 1))
    structure += [UInt8](repeating: 0, count: unused)
    return address
  }

  /// The bytes of all elements; strings of variable length are put into heaps, and their references are given.
  private mutating func content(of values: HDF5Values) -> HDF5Content {
    guard !values.texts.isEmpty else { return values.content }
    var references: [UInt8] = []
    for text in values.texts {
      let bytes = Array(text.utf8)
      guard !bytes.isEmpty else {
        references += [UInt8](repeating: 0, count: 16)
        continue
      }
      let address = structure.count
      let object = 16 + bytes.padded.count
      let size = max(4096, 16 + object + 16)
      structure += Array("GCOL".utf8) + [1, 0, 0, 0] + UInt64(size).bytes
      structure += UInt16(1).bytes + UInt16(1).bytes + [0, 0, 0, 0] + UInt64(bytes.count).bytes
      structure += bytes.padded
      // What is free is object 0.
      structure += [UInt8](repeating: 0, count: 8) + UInt64(size - 16 - object).bytes
      structure += [UInt8](repeating: 0, count: size - 16 - object - 16)
      references += UInt32(bytes.count).bytes + UInt64(address).bytes + UInt32(1).bytes
    }
    return HDF5Content(bytes: references)
  }

  // MARK: Messages

  private typealias Message = (type: UInt16, bytes: [UInt8])

  /// An attribute; nil when it is too large for one.
  private mutating func write(_ name: String, _ values: HDF5Values) -> Message? {
    let content = content(of: values)
    let bytes = HDF5Messages.attribute(name, values, content: content.bytes)
    return bytes.count <= HDF5Writer.messageLimit ? (0x0C, bytes) : nil
  }

  /// Whether an attribute is not too large for a message.
  static func hasRoom(_ name: String, _ values: HDF5Values) -> Bool {
    let references = [UInt8](repeating: 0, count: 16 * values.texts.count)
    let content = values.texts.isEmpty ? values.content.bytes : references
    return HDF5Messages.attribute(name, values, content: content).count <= messageLimit
  }

  private mutating func write(header messages: [Message]) -> Int {
    let address = structure.count
    let padded = messages.map { (type: $0.type, bytes: $0.bytes.padded) }
    structure += [1, 0]
    structure.append(number: UInt16(padded.count))
    structure.append(number: 1 as UInt32)
    structure.append(number: UInt32(padded.reduce(0) { $0 + 8 + $1.bytes.count }))
    structure.append(number: 0 as UInt32)
    for message in padded {
      structure.append(number: message.type)
      structure.append(number: UInt16(message.bytes.count))
      structure.append(number: 0 as UInt32)
      structure += message.bytes
    }
    return address
  }

  private mutating func pad(to multiple: Int) {
    while structure.count % multiple != 0 { structure.append(0) }
  }
}

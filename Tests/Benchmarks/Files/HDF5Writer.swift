/// An HDF5 file as Keras writes it: superblock 0, symbol-table groups, contiguous float32 arrays.
///
/// The structure comes first and the numbers of all arrays after it, so that a large file can be
/// written array by array.
struct HDF5Writer {
  indirect enum Node {
    case group([String: Node])
    case array([Int], FloatArray)
  }

  /// The structure, from the first byte.
  private(set) var structure: [UInt8] = []
  /// The numbers that follow it.
  private(set) var arrays: [FloatArray] = []
  private var pending: [(place: Int, array: FloatArray)] = []

  private static let undefined = UInt64.max
  /// Half the entries of a group's leaf, and half the leaves of a group: libhdf5's own.
  private static let leafK = 4
  private static let nodeK = 16

  init(_ root: [String: Node]) {
    structure = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    structure += [0, 0, 0, 0, 0, 8, 8, 0]
    structure.append(number: UInt16(HDF5Writer.leafK))
    structure.append(number: UInt16(HDF5Writer.nodeK))
    structure.append(number: 0 as UInt32)
    structure.append(number: 0 as UInt64)
    structure.append(number: HDF5Writer.undefined)
    let endOfFile = structure.count
    structure.append(number: 0 as UInt64)
    structure.append(number: HDF5Writer.undefined)
    let rootEntry = structure.count
    structure += [UInt8](repeating: 0, count: 40)
    let group = write(group: root)
    structure.replace(at: rootEntry, with: entry(name: 0, group))
    pad(to: 64)
    var end = structure.count
    for (place, array) in pending {
      structure.replace(at: place, with: UInt64(end).bytes)
      arrays.append(array)
      end += array.numbers.count * 4
    }
    structure.replace(at: endOfFile, with: UInt64(end).bytes)
  }

  // MARK: Objects

  /// Where an object is, and what a group's entry says of it besides.
  private struct Written {
    let header: Int
    var tree: Int?
    var heap = 0
  }

  private mutating func write(_ node: Node) -> Written {
    switch node {
    case .group(let children): write(group: children)
    case .array(let shape, let array): write(shape, array)
    }
  }

  private mutating func write(group children: [String: Node]) -> Written {
    precondition(children.count <= 4 * HDF5Writer.leafK * HDF5Writer.nodeK)
    let names = children.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    var heap = [UInt8](repeating: 0, count: 8)
    var entries: [(name: Int, bytes: [UInt8])] = []
    for name in names {
      guard let child = children[name] else { continue }
      let written = write(child)
      entries.append((heap.count, entry(name: heap.count, written)))
      heap += Array(name.utf8) + [0]
      while heap.count % 8 != 0 { heap.append(0) }
    }
    let heapAddress = write(heap: heap)
    let treeAddress = write(tree: entries)
    var message = UInt64(treeAddress).bytes
    message += UInt64(heapAddress).bytes
    let header = write(header: [(0x11, message)])
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
    let perLeaf = 2 * HDF5Writer.leafK
    for start in stride(from: 0, to: entries.count, by: perLeaf) {
      let some = entries[start..<min(start + perLeaf, entries.count)]
      leaves.append((structure.count, some.last?.name ?? 0))
      structure += Array("SNOD".utf8) + [1, 0]
      structure.append(number: UInt16(some.count))
      for entry in some { structure += entry.bytes }
      structure += [UInt8](repeating: 0, count: (perLeaf - some.count) * 40)
    }
    let address = structure.count
    structure += Array("TREE".utf8) + [0, 0]
    structure.append(number: UInt16(leaves.count))
    structure.append(number: HDF5Writer.undefined)
    structure.append(number: HDF5Writer.undefined)
    structure.append(number: 0 as UInt64)
    for leaf in leaves {
      structure.append(number: UInt64(leaf.address))
      structure.append(number: UInt64(leaf.lastName))
    }
    let unused = 2 * HDF5Writer.nodeK - leaves.count
    structure += [UInt8](repeating: 0, count: unused * 16)
    return address
  }

  private mutating func write(_ shape: [Int], _ array: FloatArray) -> Written {
    var space: [UInt8] = [1, UInt8(shape.count), 0, 0, 0, 0, 0, 0]
    for length in shape { space.append(number: UInt64(length)) }
    // IEEE 754 single precision, little endian.
    let type: [UInt8] = [
      0x11, 0x20, 0x1F, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0, 0, 0, 0, 0,
    ]
    var layout: [UInt8] = [3, 1] + [UInt8](repeating: 0, count: 8)
    layout.append(number: UInt64(array.numbers.count * 4))
    layout += [UInt8](repeating: 0, count: 6)
    let noFillValue: [UInt8] = [2, 2, 2, 0, 0, 0, 0, 0]
    let header = write(header: [(1, space), (3, type), (5, noFillValue), (8, layout)])
    pending.append((structure.count - layout.count + 2, array))
    return Written(header: header)
  }

  private mutating func write(header messages: [(type: UInt16, bytes: [UInt8])]) -> Int {
    let address = structure.count
    structure += [1, 0]
    structure.append(number: UInt16(messages.count))
    structure.append(number: 1 as UInt32)
    structure.append(number: UInt32(messages.reduce(0) { $0 + 8 + $1.bytes.count }))
    structure.append(number: 0 as UInt32)
    for message in messages {
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

/// Numbers that several arrays of a file may share.
final class FloatArray {
  let numbers: [Float]

  init(_ numbers: [Float]) { self.numbers = numbers }
}

extension FixedWidthInteger where Self: BitwiseCopyable {
  /// Little endian.
  var bytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension [UInt8] {
  mutating func append(number: some FixedWidthInteger & BitwiseCopyable) { self += number.bytes }

  mutating func replace(at place: Int, with bytes: [UInt8]) {
    replaceSubrange(place..<place + bytes.count, with: bytes)
  }
}

/// Where a name in a group leads.
enum HDF5Link: Sendable {
  /// To the object at this address of the same file.
  case hard(Int)
  case soft
  case external
  case userDefined(Int)

  /// The address, unless the link leads somewhere by a name.
  func address(_ path: String, file: String) throws(ContainerError) -> Int {
    let found: String
    switch self {
    case .hard(let address): return address
    case .soft: found = "a soft link"
    case .external: found = "an external link"
    case .userDefined(let type): found = "a user-defined link of type \(type)"
    }
    throw ContainerError(
      .refused, file: file, place: path, expected: "a group or dataset", found: found,
      advice: "refused, since links out of the tree are not followed")
  }
}

/// The links of one group, by name and in the file's order.
struct HDF5Links: Sendable {
  private(set) var names: [String] = []
  private var links: [String: HDF5Link] = [:]

  subscript(name: String) -> HDF5Link? { links[name] }

  mutating func add(_ name: String, _ link: HDF5Link, _ cursor: Cursor) throws(ContainerError) {
    guard !name.isEmpty, name != ".", !name.utf8.contains(UInt8(ascii: "/")) else {
      throw cursor.damaged("a name without \"/\"", "\"\(name)\"")
    }
    guard links.updateValue(link, forKey: name) == nil else {
      throw cursor.damaged("each name once", "\(name) twice")
    }
    names.append(name)
  }
}

extension HDF5Links {
  /// Reads the links of a group: a symbol table, or link messages in newer files.
  init(
    _ header: HDF5ObjectHeader, _ image: HDF5Image, isFirst: Bool
  ) throws(ContainerError) {
    if let body = try header.body(HDF5ObjectHeader.Kind.symbolTable, image) {
      var cursor = try image.cursor("symbol table message", body)
      let tree = try cursor.definedAddress(of: "a group tree", in: image)
      let heap = try cursor.definedAddress(of: "a local heap", in: image)
      self = try HDF5SymbolTable(image, heap: heap, isFirst: isFirst).links(tree: tree)
    }
    if let body = try header.body(HDF5ObjectHeader.Kind.linkInfo, image) {
      var cursor = try image.cursor("link info", body)
      try cursor.skip(1)
      try cursor.skip(try cursor.uint8() & 1 == 0 ? 0 : 8)
      if try cursor.address(in: image) != nil {
        throw cursor.unsupported("links in the object header", "dense link storage")
      }
    }
    for message in header.messages where message.kind == HDF5ObjectHeader.Kind.link {
      var cursor = try image.cursor("link message", message.body)
      let (name, link) = try Self.read(&cursor, image)
      try add(name, link, cursor)
    }
  }

  private static func read(
    _ cursor: inout Cursor, _ image: HDF5Image
  ) throws(ContainerError) -> (String, HDF5Link) {
    let version = try cursor.uint8()
    guard version == 1 else { throw cursor.unsupported("version 1", "\(version)") }
    let flags = try cursor.uint8()
    let type = flags & 0x08 != 0 ? try cursor.uint8() : 0
    if flags & 0x04 != 0 { try cursor.skip(8) }  // the order of creation
    if flags & 0x10 != 0 { try cursor.skip(1) }  // the name's character set
    let count = try cursor.number(1 << (flags & 3))
    let name = try cursor.slice(count).text
    switch type {
    case 0: return (name, .hard(try cursor.definedAddress(of: name, in: image)))
    case 1: return (name, .soft)
    case 64: return (name, .external)
    default: return (name, .userDefined(type))
    }
  }
}

/// The names of a group as older HDF5 stores them: a B-tree whose leaves point into a heap of names.
struct HDF5SymbolTable {
  private let image: HDF5Image
  private let isFirst: Bool
  private let names: Bytes
  private var visited: Set<Int> = []
  private var links = HDF5Links()

  init(_ image: HDF5Image, heap address: Int, isFirst: Bool) throws(ContainerError) {
    var cursor = try image.cursor("local heap", at: address)
    try cursor.signature("HEAP")
    try cursor.skip(4)
    let size = try cursor.length(in: image)
    _ = try cursor.length(in: image)
    let start = try cursor.definedAddress(of: "names", in: image)
    var segment = try image.cursor("names of a local heap", at: start, count: size)
    names = try segment.slice(size)
    self.image = image
    self.isFirst = isFirst
  }

  consuming func links(tree address: Int) throws(ContainerError) -> HDF5Links {
    try readNode(at: address, depth: 0)
    return links
  }

  /// An inner node of the tree.
  private mutating func readNode(at address: Int, depth: Int) throws(ContainerError) {
    var cursor = try image.cursor("group tree node", at: address)
    try enter(address, depth, cursor)
    try cursor.signature("TREE")
    guard try cursor.uint8() == 0 else {
      throw cursor.damaged("a node of a group", "one of a dataset")
    }
    let level = try cursor.uint8()
    let count = try cursor.uint16()
    try cursor.skip(2 * image.superblock.offsetSize)  // siblings
    for _ in 0..<count {
      _ = try cursor.length(in: image)  // the first name of the child
      let child = try cursor.definedAddress(of: "a child", in: image)
      if level == 0 {
        try readLeaf(at: child, depth: depth + 1)
      } else {
        try readNode(at: child, depth: depth + 1)
      }
    }
  }

  /// A leaf: names and the objects they lead to.
  private mutating func readLeaf(at address: Int, depth: Int) throws(ContainerError) {
    var cursor = try image.cursor("symbol table node", at: address)
    try enter(address, depth, cursor)
    try cursor.signature("SNOD")
    try cursor.skip(2)
    let count = try cursor.uint16()
    for _ in 0..<count {
      let offset = try cursor.number(image.superblock.offsetSize)
      let object = try cursor.address(in: image)
      let cacheType = try cursor.uint32()
      try cursor.skip(4 + 16)
      guard let rest = names.slice(offset, count: names.count - min(offset, names.count)),
        case let name = rest.zeroTerminatedText
      else { throw cursor.damaged("a name inside the heap", "offset \(offset)") }
      if isFirst { try image.ledger.spend(24 + name.utf8.count, at: cursor.place) }
      if cacheType == 2 {
        try links.add(name, .soft, cursor)
      } else if let object {
        try links.add(name, .hard(object), cursor)
      } else {
        throw cursor.damaged("the address of \(name)", "none")
      }
    }
  }

  private mutating func enter(
    _ address: Int, _ depth: Int, _ cursor: Cursor
  ) throws(ContainerError) {
    guard depth <= 16, visited.insert(address).inserted else {
      throw cursor.error(.refused, "a tree", "a cycle")
    }
  }
}

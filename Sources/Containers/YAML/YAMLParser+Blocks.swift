/// Lists and mappings that the start of their lines makes.
extension YAMLParser {
  /// A node that stands farther in than `outer`; an empty one where nothing does.
  ///
  /// On a key's line no mapping and no list in lines may begin; `takesList` allows a list below a key as far in as the key.
  mutating func block(
    above outer: Int, behindKey: Bool = false, takesList: Bool = false
  ) throws(ContainerError) -> YAMLNode {
    let line = lineStart
    try skipBlanks()
    let isList = current == UInt8(ascii: "-") && isBlank(1)
    let isIn = column > outer || takesList && isList && column == outer && lineStart != line
    guard position < text.count, isIn, !isMarker("---"), !isMarker("...") else {
      return YAMLNode(value: .null)
    }
    let properties = try properties()
    if !properties.isEmpty, isAtEndOfLine() {
      try open()
      let node = try block(above: outer, takesList: takesList)
      close()
      return try finish(node, properties)
    }
    let isOnKeysLine = behindKey && lineStart == line
    if isList || current == UInt8(ascii: "-") && isBlank(1) {
      guard !isOnKeysLine else { throw expected("a value on the key's line, not a list") }
      return try finish(list(), properties)
    }
    guard current != UInt8(ascii: "?") || !isBlank(1) else {
      throw error(.unsupported, "keys that are texts", "a key of several lines (?)")
    }
    if current == UInt8(ascii: "|") || current == UInt8(ascii: ">") {
      return try finish(YAMLNode(value: .string(folded(above: outer))), properties)
    }
    let start = (position, lineStart)
    if !isOnKeysLine, let key = try key() {
      // What was said of the key's line is said of the key where the mapping has a line of its own.
      return try finish(mapping(first: key, at: start.0 - start.1), properties)
    }
    return try finish(scalarOrFlow(above: outer, properties), properties)
  }

  private mutating func list() throws(ContainerError) -> YAMLNode {
    try open()
    let column = column
    var values: [JSON] = []
    var size = 1
    while position < text.count, self.column == column, current == UInt8(ascii: "-"), isBlank(1) {
      position += 1
      try tally()
      let node = try block(above: column)
      values.append(node.value)
      size += node.size
      try skipBlanks()
    }
    guard self.column <= column || position >= text.count else {
      throw expected("\"- \" at column \(column + 1)")
    }
    close()
    return YAMLNode(value: .array(values), size: size)
  }

  private mutating func mapping(
    first: String, at column: Int
  ) throws(ContainerError) -> YAMLNode {
    try open()
    var members: [JSONObject.Element] = []
    var key = first
    var size = 1
    while true {
      try tally()
      let node = try block(above: column, behindKey: true, takesList: true)
      members.append((key, node.value))
      size += node.size + 1
      try skipBlanks()
      guard position < text.count, self.column == column, !isMarker("---"), !isMarker("...") else {
        break
      }
      guard let next = try self.key() else { throw expected("a key and \":\"") }
      key = next
    }
    guard self.column < column || position >= text.count || column == 0 else {
      throw expected("a key at column \(column + 1)")
    }
    close()
    return YAMLNode(value: .object(JSONObject(members)), size: size)
  }

  /// A key and the colon behind it; nil, and nothing passed, where there is none.
  mutating func key() throws(ContainerError) -> String? {
    let start = position
    let line = lineStart
    let name: String
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): name = try quoted()
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "*"), UInt8(ascii: "&"),
      UInt8(ascii: "!"):
      return nil
    default: name = plainOnLine(inFlow: false)
    }
    skipSpaces()
    guard lineStart == line, current == UInt8(ascii: ":"), isBlank(1) else {
      move(to: start)
      return nil
    }
    position += 1
    return name
  }

  /// A value that is no block: an alias, brackets, a text in quotes, or a plain one.
  private mutating func scalarOrFlow(
    above outer: Int, _ properties: Properties
  ) throws(ContainerError) -> YAMLNode {
    let node: YAMLNode
    switch current {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "*"), UInt8(ascii: "\""),
      UInt8(ascii: "'"):
      node = try flow()
    default:
      guard let text = plain(above: outer) else { throw expected("a value") }
      try tally()
      node = YAMLNode(value: properties.isText ? .string(text) : YAMLScalar.value(text))
    }
    guard isAtEndOfLine() else { throw expected("the end of the line") }
    return node
  }
}

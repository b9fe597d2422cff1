/// Lists and mappings in brackets, aliases, and what stands in front of a node.
extension YAMLParser {
  mutating func flow() throws(ContainerError) -> YAMLNode {
    try skipBlanks()
    let properties = try properties()
    try skipBlanks()
    try tally()
    let node: YAMLNode
    switch current {
    case UInt8(ascii: "["): node = try flowList()
    case UInt8(ascii: "{"): node = try flowMapping()
    case UInt8(ascii: "*"): node = try alias()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): node = YAMLNode(value: .string(try quoted()))
    default:
      let text = plainOnLine(inFlow: true)
      guard !text.isEmpty || !properties.isEmpty else { throw expected("a value") }
      node = YAMLNode(value: properties.isText ? .string(text) : YAMLScalar.value(text))
    }
    return try finish(node, properties)
  }

  private mutating func flowList() throws(ContainerError) -> YAMLNode {
    try open()
    position += 1
    var values: [JSON] = []
    var size = 1
    try skipBlanks()
    while current != UInt8(ascii: "]") {
      let node = try flow()
      values.append(node.value)
      size += node.size
      try separator(before: UInt8(ascii: "]"))
    }
    position += 1
    close()
    return YAMLNode(value: .array(values), size: size)
  }

  private mutating func flowMapping() throws(ContainerError) -> YAMLNode {
    try open()
    position += 1
    var members: [JSONObject.Element] = []
    var size = 1
    try skipBlanks()
    while current != UInt8(ascii: "}") {
      let isQuoted = current == UInt8(ascii: "\"") || current == UInt8(ascii: "'")
      let key = isQuoted ? try quoted() : plainOnLine(inFlow: true)
      try skipBlanks()
      guard current == UInt8(ascii: ":"), isQuoted || !key.isEmpty else {
        throw expected("a key and \":\"")
      }
      position += 1
      try skipBlanks()
      try tally()
      let isNothing = current == UInt8(ascii: ",") || current == UInt8(ascii: "}")
      let node = isNothing ? YAMLNode(value: .null) : try flow()
      members.append((key, node.value))
      size += node.size + 1
      try separator(before: UInt8(ascii: "}"))
    }
    position += 1
    close()
    return YAMLNode(value: .object(JSONObject(members)), size: size)
  }

  private mutating func separator(before end: UInt8) throws(ContainerError) {
    try skipBlanks()
    if current == UInt8(ascii: ",") {
      position += 1
      return try skipBlanks()
    }
    guard current == end else {
      throw expected("\",\" or \"\(Character(Unicode.Scalar(end)))\"")
    }
  }

  private mutating func alias() throws(ContainerError) -> YAMLNode {
    let start = position
    position += 1
    let name = word()
    guard let node = anchors[name] else {
      move(to: start)
      throw error(.damaged, "an alias of an anchor (&\(name)) before it", "*\(name)")
    }
    try tally(node.size)
    return node
  }

  /// A name of an anchor, or a tag: up to a blank or a sign of brackets.
  private mutating func word() -> String {
    let start = position
    while !isBlank(0), !",[]{}".utf8.contains(current) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  // MARK: In front of a node

  /// What may stand in front of a node: `&anchor`, `!!tag`.
  struct Properties {
    var anchor: String?
    var tag: String?
    var isEmpty: Bool { anchor == nil && tag == nil }
    /// Whether the tag says that a plain scalar is a text.
    var isText: Bool {
      ["!!str", "!!python/str", "!!python/unicode", "!"].contains(tag)
    }
  }

  mutating func properties() throws(ContainerError) -> Properties {
    var result = Properties()
    while true {
      if current == UInt8(ascii: "&") {
        position += 1
        result.anchor = word()
      } else if current == UInt8(ascii: "!") {
        let tag = word()
        guard YAMLParser.known.contains(tag) else {
          move(to: position - tag.utf8.count)
          throw error(
            .unsupported, "values, lists and mappings",
            "\(tag), an object that only Python's code can make")
        }
        result.tag = tag
      } else {
        return result
      }
      skipSpaces()
    }
  }

  private static let known: Set<String> = [
    "!", "!!str", "!!int", "!!float", "!!bool", "!!null", "!!seq", "!!map", "!!python/tuple",
    "!!python/list", "!!python/dict", "!!python/str", "!!python/unicode", "!!python/int",
    "!!python/long", "!!python/float", "!!python/bool", "!!python/none",
  ]

  /// A node once it is known what stood in front of it.
  mutating func finish(
    _ node: YAMLNode, _ properties: Properties
  ) throws(ContainerError) -> YAMLNode {
    if let anchor = properties.anchor { anchors[anchor] = node }
    return node
  }
}

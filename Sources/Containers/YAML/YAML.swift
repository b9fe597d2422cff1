extension JSON {
  /// Reads one document of YAML as the value that it is in JSON; `file` names it in errors, which give line and column.
  ///
  /// As PyYAML writes what it dumps: lists and mappings in blocks and in brackets, scalars plain, in quotes and in
  /// blocks, anchors and aliases, Python's tuples and texts. An object that only Python's code can make is refused.
  package init(
    parsingYAML bytes: Bytes, file: String, limit: JSONLimit = .description
  ) throws(ContainerError) {
    var parser = YAMLParser(bytes.array, file: file, limit: limit)
    self = try parser.document()
  }

  package init(parsingYAML text: String, file: String) throws(ContainerError) {
    try self.init(parsingYAML: Bytes(Array(text.utf8)), file: file)
  }
}

/// A node of YAML: its value, how much it holds with all that aliases stand for, and where it was found.
struct YAMLNode {
  var value: JSON
  var size = 1
}

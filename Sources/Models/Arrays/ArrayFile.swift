import Containers

/// A file of arrays by its name: `data.npz`, or one array of it, `data.npz:x0`.
///
/// The ending says which format of `ArrayFormats` it has, in letters of any case.
package struct ArrayFile {
  package let path: String
  /// The one array that is meant; nil for all of them.
  package let array: String?
  private let format: any ArrayFormat.Type

  /// Nil when the text does not look like a file of a known format; quotes around it are no part of its name.
  package init?(_ text: String) {
    let text = text.unquoted
    for format in ArrayFormats.all {
      for suffix in format.suffixes {
        if text.lowercased().hasSuffix("." + suffix) {
          self.init(path: text, array: nil, format: format)
          return
        }
        if let colon = text.lastIndex(of: ":"), text[..<colon].lowercased().hasSuffix("." + suffix)
        {
          self.init(
            path: String(text[..<colon]), array: String(text[text.index(after: colon)...]),
            format: format)
          return
        }
      }
    }
    return nil
  }

  private init(path: String, array: String?, format: any ArrayFormat.Type) {
    self.path = path
    self.array = array
    self.format = format
  }

  /// Whether it is text of lines, and not of fields; nil of any other format.
  var isTextOfLines: Bool? {
    format is CsvArrays.Type ? path.lowercased().hasSuffix(".txt") : nil
  }

  package func read() throws -> [FileArray] {
    let file = try FileBytes(path: path)
    guard let array else { return try file.reading { try format.read($0) } }
    let all = try file.reading { try format.read($0, for: array) }
    guard let one = all.first(where: { $0.name == array }) else {
      let names = all.compactMap(\.name).joined(separator: ", ")
      throw InputError(
        "\(path.onOneLine) holds no array \(array)",
        hint: names.isEmpty ? "Its one array has no name: \(path)" : "It holds: \(names)")
    }
    return [one]
  }

  /// Writes arrays to a file whose ending says how; throws where no such format is written, or takes
  /// fewer of them.
  ///
  /// `inNumPy` are names that stand for their own in NumPy's archive: `y0`, `y1` of golden files.
  package static func write(
    _ arrays: [NamedTensor], to path: String, inNumPy names: [String]? = nil
  ) throws {
    let endings = ArrayFormats.written.map { "." + ($0.suffixes.first ?? "") }
    guard let place = endings.firstIndex(where: path.hasSuffix) else {
      let last = endings.last.map { " or \($0)" } ?? ""
      throw InputError(
        "\(path): the ending must be \(endings.dropLast().joined(separator: ", "))\(last)")
    }
    guard let bytes = try ArrayFormats.written[place].bytes(of: arrays, inNumPy: names) else {
      throw InputError(
        "\(path): \(endings[place]) takes one array, and there are \(arrays.count)",
        hint: "Give a name that ends in .npz.")
    }
    try FileBytes.write(bytes, to: path)
  }
}

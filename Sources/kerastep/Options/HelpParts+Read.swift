extension HelpParts {
  /// What `discussion` was made of.
  struct Read {
    var text = ""
    var examples: [(line: String, what: String)] = []
    var codes: [(code: String, meaning: String)] = []
  }

  /// The parts of a discussion, for those who lay them out in another way than `--help` does.
  static func read(_ discussion: String) -> Read {
    var result = Read()
    var rest = discussion[...]
    if let codes = rest.firstRange(of: "\n\nExit codes: ") {
      let list = rest[codes.upperBound...]
      rest = rest[..<codes.lowerBound]
      result.codes = list.split(separator: "; ").compactMap { item in
        guard let blank = item.firstIndex(of: " ") else { return nil }
        let meaning = item[item.index(after: blank)...]
        return (String(item[..<blank]), String(meaning.last == "." ? meaning.dropLast() : meaning))
      }
    }
    if let examples = rest.firstRange(of: "Examples:\n") {
      let lines = rest[examples.upperBound...].split(separator: "\n").map(\.withoutIndent)
      rest = rest[..<examples.lowerBound]
      result.examples = zip(
        stride(from: 0, to: lines.count - 1, by: 2), stride(from: 1, to: lines.count, by: 2)
      ).map { (lines[$0], lines[$1]) }
    }
    result.text = String(rest)
    return result
  }
}

extension Substring {
  fileprivate var withoutIndent: String { String(drop { $0 == " " }) }
}

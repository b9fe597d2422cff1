/// A text for one number taken apart: `lstm@2.W[0, 3]` or `W[0][3]`.
struct EntryWord {
  let word: String
  let index: [Int]

  /// `isName` knows the names of a model's that would be taken for something else.
  init(_ text: String, isName: (String) -> Bool = { _ in false }) throws(EntryError) {
    var rest = text[...]
    var index: [Int] = []
    while rest.last == "]" {
      guard let open = rest.lastIndex(of: "[") else { throw .expression(text) }
      let inside = rest[rest.index(after: open)...].dropLast()
      rest = rest[..<open].trimmingSpacesAtEnd
      var own: [Int] = []
      for part in inside.split(separator: ",", omittingEmptySubsequences: false) {
        guard let number = EntryWord.number(part) else {
          throw .noIndex(String(rest), String(part.trimmingSpaces))
        }
        own.append(number)
      }
      index = own + index
    }
    if let quote = rest.first, quote == "\"" || quote == "'", rest.count > 2, rest.last == quote {
      rest = rest.dropFirst().dropLast()
    }
    (word, self.index) = (String(rest), index)
    if isName(word) { return }
    if rest.contains("[") { throw rest.contains("]") ? .expression(text) : .unclosed(text) }
    if rest.isEmpty || rest.contains(where: { " +*()<>=,".contains($0) }) {
      let isWords = !rest.isEmpty && rest.allSatisfy(EntryWord.isInWords)
      throw isWords ? .severalWords(text) : .expression(text)
    }
  }

  /// Whether a sign stands in names, or between them.
  private static func isInWords(_ sign: Character) -> Bool {
    sign.isLetter || sign.isNumber || "_. ".contains(sign)
  }

  private static func number(_ text: Substring) -> Int? {
    let text = text.trimmingSpaces
    guard let sign = text.first, sign == "-" || sign == "−" else { return Int(text) }
    return Int(text.dropFirst()).map { 0 - $0 }
  }
}

extension Substring {
  fileprivate var trimmingSpacesAtEnd: Substring {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  fileprivate var trimmingSpaces: Substring {
    drop(while: \.isWhitespace).trimmingSpacesAtEnd
  }
}

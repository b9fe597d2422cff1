/// A text for one number taken apart: `lstm@2.W[0, 3]` or `W[0][3]`.
struct EntryWord {
  let word: String
  let index: [Int]

  init(_ text: String) throws(EntryError) {
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
    if rest.contains("[") { throw .unclosed(text) }
    if rest.isEmpty || rest.contains(where: { " +*()<>=,".contains($0) }) {
      throw .expression(text)
    }
    (word, self.index) = (String(rest), index)
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

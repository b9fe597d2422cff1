/// Splits `a=[1, 2] b=zeros` at the names of inputs.
enum Assignments {
  /// `others` says which names beside the inputs' are some that can be given.
  static func split(
    _ text: String, names: [String], others: (String) -> Bool = { _ in false }
  ) -> [(name: String?, text: String)] {
    var result: [(name: String?, text: String)] = []
    var name: String?
    var current = ""
    for word in words(text) {
      let isAssignment = assignedName(word) != nil
      if isAssignment, let equals = word.firstIndex(of: "="),
        names.contains(String(word[..<equals])) || others(String(word[..<equals]))
      {
        if !current.isEmpty { result.append((name, current)) }
        name = String(word[..<equals])
        current = String(word[word.index(after: equals)...])
      } else if isAssignment {
        if !current.isEmpty { result.append((name, current)) }
        name = nil
        current = word
      } else {
        current += current.isEmpty ? word : " " + word
      }
    }
    if !current.isEmpty { result.append((name, current)) }
    return result
  }

  /// The name before the `=` of an assignment; nil when a text is none.
  static func assignedName(_ text: String) -> String? {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else { return nil }
    let after = text[text.index(after: equals)...]
    let word = text[..<equals]
    let isWord = word.allSatisfy { $0.isLetter || $0.isNumber || "_-./:#".contains($0) }
    return isWord && !after.hasPrefix("=") ? String(word) : nil
  }

  /// The words outside brackets.
  private static func words(_ text: String) -> [String] {
    var result: [String] = []
    var current = ""
    var depth = 0
    // What stands in quotes is one word, whatever is in it.
    var quote: Character?
    var before: Character = " "
    for character in text {
      defer { before = before == "\\" && character == "\\" ? " " : character }
      if let open = quote {
        if character == open, before != "\\" { quote = nil }
        current.append(character)
        continue
      }
      let opens = before.isWhitespace || "[(,=".contains(before)
      if TextLiteral.quotes.contains(character), opens { quote = character }
      if "([{".contains(character) { depth += 1 }
      if ")]}".contains(character) { depth -= 1 }
      if character.isWhitespace, depth <= 0 {
        if !current.isEmpty { result.append(current) }
        current = ""
      } else {
        current.append(character)
      }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }
}

/// Splits `a=[1, 2] b=zeros` at the names of inputs.
enum Assignments {
  /// `others` says which names beside the inputs' are some that can be given.
  static func split(
    _ text: String, names: [String], others: (String) -> Bool = { _ in false }
  ) -> [(name: String?, text: String)] {
    var result: [(name: String?, text: String)] = []
    var name: String?
    var current = ""
    for word in joined(words(text)) {
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

  /// `x = [1]`, where three words stand, is one assignment.
  private static func joined(_ words: [String]) -> [String] {
    var result: [String] = []
    for word in words {
      let isValue = result.last?.hasSuffix("=") == true
      let isSign = word.hasPrefix("=") && !word.hasPrefix("==")
      if let last = result.last, isValue || isSign, assignedName(isValue ? last : last + "=") != nil
      {
        result[result.count - 1] += word
      } else {
        result.append(word)
      }
    }
    return result
  }

  /// The words outside brackets; what stands in quotes is one word, whatever is in it.
  private static func words(_ text: String) -> [String] {
    var result: [String] = []
    var current = String.UnicodeScalarView()
    var depth = 0
    var rest = text.unicodeScalars[...]
    while let letter = rest.first {
      let opens = current.last.map(opensBehind) ?? true
      if opens, let quoted = TextLiteral.quoted(atStartOf: rest) {
        current.append(contentsOf: quoted)
        rest = rest[quoted.endIndex...]
        continue
      }
      rest.removeFirst()
      if "([{".unicodeScalars.contains(letter) { depth += 1 }
      if ")]}".unicodeScalars.contains(letter) { depth -= 1 }
      if letter.properties.isWhitespace, depth <= 0 {
        if !current.isEmpty { result.append(String(current)) }
        current = String.UnicodeScalarView()
      } else {
        current.append(letter)
      }
    }
    if !current.isEmpty { result.append(String(current)) }
    return result
  }

  /// Whether a quote behind this letter opens: inside a word it is an apostrophe.
  private static func opensBehind(_ letter: Unicode.Scalar) -> Bool {
    letter.properties.isWhitespace || "[(,=".unicodeScalars.contains(letter)
  }
}

/// Which words stand by themselves in lines of code, so that what nothing names can be left out.

extension Character {
  /// Whether it stands in words: a letter, a digit, an underscore.
  var isOfWord: Bool { isLetter || isNumber || self == "_" }
}

extension StringProtocol {
  /// Its words, between anything else.
  var words: [SubSequence] { split { !$0.isOfWord } }

  /// Whether a word stands in it by itself.
  func names(_ word: String) -> Bool {
    words.contains { $0 == word }
  }
}

extension Sequence<String> {
  /// Every word that stands in one of the lines: read once, where many names are looked for.
  var namedWords: Set<Substring> {
    reduce(into: []) { $0.formUnion($1[...].words) }
  }
}

extension Array<String> {
  /// Takes the lines out that name what no line after them reads; their numbers rise.
  ///
  /// Lines of which `isCode` is false read nothing.
  mutating func removeUnread(
    _ parts: [(name: String, line: Int)], isCode: (String) -> Bool = { _ in true }
  ) {
    var (read, end): (Set<Substring>, Int) = ([], count)
    for (name, line) in parts.reversed() {
      read.formUnion(self[(line + 1)..<end].filter(isCode).namedWords)
      end = line + 1
      guard !read.contains(name[...]) else { continue }
      remove(at: line)
      end = line
    }
  }
}

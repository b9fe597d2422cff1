import Expressions

/// What may come next in a line that is being typed.
extension LineHints {
  /// No more lines that begin as typed are asked whether they mean something here.
  private static let mostAsked = 8

  /// How the line goes on that a lesson waits for, or the newest that began so and means something here.
  func earlier(_ line: String, _ before: [String]) -> String? {
    if let expected = outer.dialogue?.expected, let rest = LineHints.rest(of: expected, line) {
      return rest
    }
    var asked = 0
    for candidate in before.reversed() {
      guard let rest = LineHints.rest(of: candidate, line) else { continue }
      asked += 1
      guard asked <= LineHints.mostAsked else { return nil }
      if isKnown(candidate) { return rest }
    }
    return nil
  }

  /// What stands in a text behind a beginning; nil where it begins otherwise, or is no longer.
  private static func rest(of text: String, _ beginning: String) -> String? {
    guard text.utf8.count > beginning.utf8.count, text.utf8.starts(with: beginning.utf8) else {
      return nil
    }
    return String(decoding: text.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }

  private func isKnown(_ line: String) -> Bool {
    TypedLine(line, of: console.commands).commands.allSatisfy {
      CommandReading($0, console, names).isKnown
    }
  }

  /// The rest of a word that is not whole.
  func offer(_ command: String, _ reading: CommandReading) -> String? {
    guard command.last?.isWhitespace == false, !reading.endsInKnownWord else { return nil }
    return LineCompletion(console: console, known: names).offer(
      behind: command, saying: outer.spokenWords)
  }

  /// What an unknown first word may be meant for.
  func meant(by word: String) -> String {
    let hint =
      ForeignWords.hint(for: word)
      ?? nearest(to: word, in: console.commands.all.map(\.name)).map { "did you mean \($0)?" }
    return hint.map { "  \($0)" } ?? ""
  }

  /// What a command takes next, once a word is whole.
  func usage(_ text: String, _ reading: CommandReading) -> String {
    guard case .command(let command, let arguments, _) = reading.meaning else { return "" }
    let isName = !text.contains(where: \.isWhitespace)
    guard isName || text.last?.isWhitespace == true else { return "" }
    var words: [String] = []
    if case .words(let all) = command.completion(before: "\(arguments)\(isName ? "" : " ")"[...]),
      all.count <= LineHints.mostWords
    {
      words = all
    }
    let next = UsageAhead.text(command.usage, behind: arguments, words: words)
    return isName && !next.isEmpty ? " " + next : next
  }

  /// More words than these are not listed: Tab does that.
  private static let mostWords = 8
}

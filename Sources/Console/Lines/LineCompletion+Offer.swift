import Terminal

extension LineCompletion {
  /// How a line may go on that is being typed, from the one of its words that is not whole; nil where it
  /// is. What is thought of first comes first; no file is looked for.
  func offer(behind line: String, saying spoken: [String]) -> String? {
    let kind = kind(behind: line)
    let word = kind.map { LineCompletion.word(line, $0) } ?? line
    guard !word.isEmpty, kind != nil || !console.commands.isName(word) else { return nil }
    let all = kind.map { candidates($0, word) } ?? firstWords(word, saying: spoken)
    guard !all.contains(where: { $0.text == word }) else { return nil }
    let first = all.first { $0.text.hasPrefix(word) && $0.text == Terminal.printable($0.text) }
    return first.map { String($0.text.dropFirst(word.count)) }
  }

  /// What a line can begin with, in the order in which a newcomer needs it.
  func firstWords(_ word: String, saying spoken: [String]) -> [Candidate] {
    let own = own.sorted { $0.text < $1.text }
    let first = FirstHelp.commands.filter(console.commands.isName).map { Candidate($0) }
    return spoken.map { Candidate($0) } + first + commands + own + values(word, isFirst: true)
  }
}

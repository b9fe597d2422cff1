import Tensors

/// What a command takes next, by its usage: behind `break lstm.f` it is `if EXPRESSION`.
///
/// Words in capitals stand for what is typed, for several words where need be; all others are typed as
/// they are. What may be left out stands in brackets.
enum UsageAhead {
  /// What follows the arguments that are there, in every form of the usage that they fit; nothing where an
  /// expression is not whole. `words` are those that can stand there, where they are few.
  static func text(_ usage: [String], behind arguments: String, words: [String] = []) -> String {
    guard let typed = wholeWords(arguments) else { return "" }
    let fits = usage.compactMap { Form($0).rest(behind: typed) }
    let best = fits.map(\.literals).max()
    var tree = Tree()
    for fit in fits where fit.literals == best { tree.add(fit.words[...]) }
    let text = tree.text
    guard !words.isEmpty, let first = text.firstWord.word.first, first.isUppercase else {
      return text
    }
    return words.joined(separator: "|") + text.drop { $0 != " " }
  }

  /// Words between blanks that stand in no brackets; nil where something is not whole.
  private static func wholeWords(_ text: String) -> [String]? {
    var words = [""]
    var depth = 0
    for letter in text {
      if "([{".contains(letter) { depth += 1 }
      if ")]}".contains(letter) { depth -= 1 }
      if letter.isWhitespace, depth == 0 {
        words.append("")
      } else {
        words[words.count - 1].append(letter)
      }
    }
    words.removeAll(where: \.isEmpty)
    let isOpen = words.last?.last.map { "+-*/@·⊙%<&|".contains($0) } ?? false
    return depth == 0 && !isOpen ? words : nil
  }
}

/// One way to use a command, without its name.
private struct Form {
  private struct Word {
    let text: String
    /// What is typed for it; none where it stands for something.
    let literals: [String]
    /// How many words from it on may be left out together.
    var optional = 0

    /// What goes on behind a comma has it.
    func stands(for word: String) -> Bool {
      literals.isEmpty && (text == "…" || (text.last == ",") == (word.last == ","))
    }
  }

  private let words: [Word]

  init(_ usage: String) {
    var words: [Word] = []
    var start: Int?
    for text in usage.split(separator: " ").dropFirst().map(String.init) {
      if text.first == "[" { start = words.count }
      let opens = text.count { $0 == "[" }
      let closes = text.count { $0 == "]" }
      let core = text.drop { $0 == "[" }.prefix {
        text.first != "[" && opens == closes || $0 != "]"
      }
      let stands = core.contains(where: \.isUppercase) || core == "…"
      words.append(
        Word(text: text, literals: stands ? [] : core.split(separator: "|").map(String.init)))
      if let first = start, closes > opens || (text.first == "[" && opens == closes) {
        words[first].optional = words.count - first
        start = nil
      }
    }
    self.words = words
  }

  /// What follows typed words, and how many of them are words of the form itself; nil where they do not
  /// fit.
  func rest(behind typed: [String]) -> (words: [String], literals: Int)? {
    var literals: [Int: Int] = [0: 0]
    for word in typed {
      var next: [Int: Int] = [:]
      func reach(_ place: Int, _ count: Int) { next[place] = max(next[place] ?? 0, count) }
      for (place, count) in literals {
        // What stands for something may go on.
        if place > 0, words[place - 1].literals.isEmpty { reach(place, count) }
        for place in places(from: place) {
          if words[place].literals.contains(word) { reach(place + 1, count + 1) }
          if words[place].stands(for: word) { reach(place + 1, count) }
        }
      }
      literals = next
    }
    // The most words that are the form's own, then the furthest.
    guard let best = literals.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
      return nil
    }
    return (words[best.key...].map(\.text), best.value)
  }

  /// Where the next word may stand.
  private func places(from place: Int) -> [Int] {
    guard place < words.count else { return [] }
    let optional = words[place].optional
    return [place] + (optional > 0 ? places(from: place + optional) : [])
  }
}

/// Ways to go on, what they begin with in common written once.
private struct Tree {
  private var ways: [(word: String, rest: Tree)] = []
  private var canEnd = false

  /// No more ways are written.
  private static let most = 3

  mutating func add(_ words: ArraySlice<String>) {
    guard let first = words.first else {
      canEnd = true
      return
    }
    let place = ways.firstIndex { $0.word == first } ?? ways.endIndex
    if place == ways.endIndex { ways.append((first, Tree())) }
    ways[place].rest.add(words.dropFirst())
  }

  var text: String {
    let texts = ways.map { $0.rest.ways.isEmpty ? $0.word : "\($0.word) \($0.rest.text)" }
    guard !texts.isEmpty else { return "" }
    let sign = texts.allSatisfy { !$0.contains(" ") } ? "|" : " | "
    let all = texts.prefix(Tree.most) + (texts.count > Tree.most ? ["…"] : [])
    let text = all.joined(separator: sign)
    let isBracketed = texts.count == 1 && text.first == "[" && text.last == "]"
    return canEnd && !isBracketed ? "[\(text)]" : text
  }
}

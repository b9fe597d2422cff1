import Debugging
import Expressions
import Tensors
import Terminal
import Views

/// One command of a line that is being typed: what its words mean where one stands.
///
/// It is told by what runs the line: aliases, commands and values by `OwnWords`, names by `Scope`, the words
/// that an argument takes by the command itself.
struct CommandReading {
  /// What it asks for; nil where an alias leads back to itself.
  let meaning: OwnWords.Meaning?
  /// What looks otherwise, in characters of its text.
  private(set) var parts: [TypingHints.Part] = []
  /// Whether all of its words mean something.
  private(set) var isKnown = true

  private let text: String
  private let console: Console
  private let names: NamesAtHand

  /// `isOpen` says that its last word may not be whole yet, and `spoken` what can be said beside commands.
  init(
    _ text: String, _ console: Console, _ names: NamesAtHand, isOpen: Bool = false,
    saying spoken: [String] = []
  ) {
    (self.text, self.console, self.names) = (text, console, names)
    meaning = try? console.words.meaning(of: text, among: console.commands, names: names.scope)
    let word = text.firstWord.word
    switch meaning {
    case .definition: mark(0..<word.count, .name)
    case .command(let command, let arguments, _):
      mark(0..<word.count, .name)
      readArguments(of: command, arguments, behind: word)
    case .expression:
      readValues(text, at: 0)
      judgeFirst(word, isOpen, spoken)
    case nil: slip(0..<word.count)
    }
    parts.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The first word, where it means nothing.
  var slip: String? {
    parts.first.flatMap { $0.mark == .slip ? String(text.prefix($0.range.count)) : nil }
  }

  /// Whether a word behind the first one stands at the end that means something as it is.
  var endsInKnownWord: Bool {
    guard let last = parts.last, last.range.upperBound == text.count else { return false }
    return last.range.lowerBound > 0 && last.mark != .note
  }

  private mutating func mark(_ range: Range<Int>, _ mark: Style.Mark) {
    if !range.isEmpty { parts.append(TypingHints.Part(range, mark)) }
  }

  private mutating func slip(_ range: Range<Int>) {
    parts.removeAll { $0.range.overlaps(range) }
    mark(range, .slip)
    isKnown = false
  }

  // MARK: Arguments

  private mutating func readArguments(
    of command: any Command, _ arguments: String, behind word: String
  ) {
    let typed = text.firstWord.rest
    guard !typed.isEmpty, arguments.hasSuffix(typed), !command.takesLineWhole else { return }
    let ahead = arguments.dropLast(typed.count)
    let start = word.count + text.dropFirst(word.count).prefix(while: \.isWhitespace).count
    let own = command.ownWords
    // What is left of it when words that are no values are blanks.
    var values = Array(typed)
    for (place, word) in CommandReading.words(typed) {
      let kind = command.completion(before: ahead + typed.prefix(place))
      if own.contains(word) || kind.words(of: console.commands).contains(word) {
        mark(start + place..<start + place + word.count, .name)
      } else if kind.mayBeValue {
        continue
      }
      for index in place..<place + word.count { values[index] = " " }
    }
    let before = isKnown
    readValues(String(values), at: start)
    if !command.completion(before: arguments[...]).isValue { isKnown = before }
  }

  /// The words between blanks, and where they stand.
  private static func words(_ text: String) -> [(place: Int, word: String)] {
    var place = 0
    return text.split(separator: " ", omittingEmptySubsequences: false).compactMap { word in
      defer { place += word.count + 1 }
      return word.isEmpty ? nil : (place, String(word))
    }
  }

  // MARK: Values

  private mutating func readValues(_ text: String, at start: Int) {
    for word in TypedWords(text, names: names).words {
      let range = start + word.range.lowerBound..<start + word.range.upperBound
      switch word.meaning {
      case .value: mark(range, names.gate(word.text)?.mark ?? .place)
      case .function: mark(range, .note)
      case .other: break
      case .unknown: isKnown = false
      }
    }
  }

  /// Marks the first word where nothing begins with it.
  private mutating func judgeFirst(_ word: String, _ isOpen: Bool, _ spoken: [String]) {
    let words = TypedWords(text, names: names).words
    guard let first = words.first, first.range.lowerBound == 0, first.meaning == .unknown,
      !console.commands.isName(first.text)
    else { return }
    let isWord = word.allSatisfy { $0.isLetter || $0 == "-" }
    let range = isWord ? 0..<word.count : first.range
    if isOpen, range.upperBound == text.count {
      let completion = LineCompletion(console: console, known: names)
      let typed = String(text.prefix(range.count))
      let all = completion.firstWords(typed, saying: spoken)
      if all.contains(where: { $0.text.hasPrefix(typed) }) { return }
    }
    // Of a large model that nothing was fed to, not all names are known.
    let isCommand = isWord && !text.dropFirst(word.count).contains { "=()[]+*/@<>-".contains($0) }
    if names.scope.isWhole || (isCommand && word.count < text.count) { slip(range) }
  }
}

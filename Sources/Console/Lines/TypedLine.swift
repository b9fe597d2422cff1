import Tensors

/// A line as it was typed or pasted, taken apart: `(kerastep) step ; p h  # the gates` is `step` and `p h`.
///
/// Brackets and quotes keep what is in them together. A command that takes its line whole (`!`, `pipe`)
/// keeps `;` and `#` to itself. Whoever asks what a line may do asks the commands of it.
package struct TypedLine {
  /// The commands in it, in their order; an empty line is one, which repeats.
  package private(set) var commands: [String] = []
  /// The brackets that are open at its end: the next line belongs to it.
  package private(set) var openBrackets: Int

  /// What a page shows before a command.
  static let prompt = "(kerastep)"

  /// `brackets` are those that lines before it have left open.
  package init(_ line: String, of known: Commands, inside brackets: Int = 0) {
    openBrackets = brackets
    var scan = Scan(TypedLine.withoutPrompt(line))
    while scan.hasMore {
      let rest = TypedLine.separated(scan.rest.trimmed)
      if openBrackets == 0, known.find(rest.firstWord.word)?.takesLineWhole == true {
        commands.append(rest)
        return
      }
      let command = scan.next(&openBrackets)
      if !command.isEmpty { commands.append(command) }
    }
    if line.trimmed.isEmpty { commands = [""] }
  }

  /// `!ls` and `|p z` as a name and what follows it.
  static func separated(_ line: String) -> String {
    guard let sign = line.first, "!|".contains(sign), line.dropFirst().first != "=" else {
      return line
    }
    return "\(sign) \(String(line.dropFirst()).trimmed)"
  }

  /// The line without the prompts that were pasted with it.
  static func withoutPrompt(_ line: String) -> String {
    var text = line.trimmed
    while text.hasPrefix(prompt) { text = String(text.dropFirst(prompt.count)).trimmed }
    return text
  }

  /// How far its commands reach together; what is printed changes no more than what is kept.
  package func reach(of known: Commands) -> Reach {
    commands.reduce(into: Reach.looks) { reach, command in
      let (word, rest) = command.firstWord
      reach.formUnion(known.find(word)?.reach(of: rest) ?? .changes)
    }
  }

  /// The line without prompts and notes, for who compares it as a whole.
  package var text: String { commands.joined(separator: "; ") }
}

/// Goes through a text from one `;` to the next.
private struct Scan {
  private let letters: [Character]
  private var place = 0

  init(_ text: String) { letters = Array(text) }

  var hasMore: Bool { place < letters.count }
  var rest: String { String(letters[place...]) }

  /// The text up to the next `;`, a note or the end; `depth` counts the open brackets.
  mutating func next(_ depth: inout Int) -> String {
    var command = ""
    var quote: Character?
    while hasMore {
      let letter = letters[place]
      place += 1
      if let mark = quote {
        if letter == mark { quote = nil }
      } else if letter == "#", command.last?.isWhitespace ?? true {
        place = letters.count
        break
      } else if letter == ";", depth == 0 {
        return command.trimmed
      } else if "([{".contains(letter) {
        depth += 1
      } else if ")]}".contains(letter) {
        depth = max(depth - 1, 0)
      } else if opensQuote(letter, after: command.last) {
        quote = letter
      }
      command.append(letter)
    }
    return command.trimmed
  }

  /// An apostrophe inside a word (`it's`) opens none, and a quote that is never closed neither.
  private func opensQuote(_ letter: Character, after before: Character?) -> Bool {
    guard "'\"`".contains(letter), letters[place...].contains(letter) else { return false }
    return letter == "\"" || !(before.map { $0.isLetter || $0.isNumber } ?? false)
  }
}

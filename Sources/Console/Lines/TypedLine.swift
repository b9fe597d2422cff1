import Tensors

/// A line as it was typed or pasted, taken apart: `(kerastep) step ; p h  # the gates` is `step` and `p h`.
///
/// Brackets and quotes keep what is in them together. A command that takes its line whole (`!`, `pipe`)
/// keeps `;` and `#` to itself. Whoever asks what a line may do asks the commands of it.
package struct TypedLine {
  /// The commands in it, in their order; an empty line is one, which repeats.
  package private(set) var commands: [String] = []
  /// Where each command begins, in characters of the line.
  private(set) var starts: [Int] = []
  /// The brackets that are open at its end: the next line belongs to it.
  package var openBrackets: Int { openPlaces.count }
  /// Where these stand, in characters of the line; those of lines before it at −1.
  private(set) var openPlaces: [Int]
  /// Where brackets are closed that were never opened.
  private(set) var strayPlaces: [Int] = []
  /// Whether it ends in a note.
  private(set) var endsInNote = false

  /// What a page shows before a command.
  static let prompt = "(kerastep)"

  /// `brackets` are those that lines before it have left open.
  package init(_ line: String, of known: Commands, inside brackets: Int = 0) {
    openPlaces = Array(repeating: -1, count: brackets)
    var scan = Scan(line)
    while scan.hasMore {
      let rest = TypedLine.separated(scan.rest)
      if openPlaces.isEmpty, known.find(rest.firstWord.word)?.takesLineWhole == true {
        commands.append(rest)
        starts.append(scan.place)
        return
      }
      let start = scan.place
      let command = scan.next(&openPlaces, &strayPlaces)
      guard !command.isEmpty else { continue }
      commands.append(command)
      starts.append(start)
    }
    endsInNote = scan.metNote
    if line.trimmed.isEmpty { (commands, starts) = ([""], [0]) }
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

  /// The last command of a line with the blanks behind it, where the cursor is that stands at the end; nil
  /// behind `;` and in a note.
  func openCommand(in line: String) -> String? {
    guard let command = commands.last, let start = starts.last else { return nil }
    let text = line.dropFirst(start)
    return text.dropFirst(command.count).allSatisfy(\.isWhitespace) ? String(text) : nil
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
  /// What is read next: no blank.
  private(set) var place = 0
  /// Whether a note was met, which goes to the end.
  private(set) var metNote = false

  init(_ text: String) {
    letters = Array(text)
    passBlanks()
    while letters[place...].starts(with: TypedLine.prompt) {
      place += TypedLine.prompt.count
      passBlanks()
    }
  }

  var hasMore: Bool { place < letters.count }
  var rest: String { String(letters[place...]).trimmed }

  private mutating func passBlanks() {
    while hasMore, letters[place].isWhitespace { place += 1 }
  }

  /// The text up to the next `;`, a note or the end; notes where brackets are open, and where they are
  /// closed without having been opened.
  mutating func next(_ open: inout [Int], _ strays: inout [Int]) -> String {
    defer { passBlanks() }
    var command = ""
    var quote: Character?
    while hasMore {
      let letter = letters[place]
      place += 1
      if let mark = quote {
        if letter == mark { quote = nil }
      } else if letter == "#", command.last?.isWhitespace ?? true {
        (place, metNote) = (letters.count, true)
        break
      } else if letter == ";", open.isEmpty {
        return command.trimmed
      } else if "([{".contains(letter) {
        open.append(place - 1)
      } else if ")]}".contains(letter) {
        if open.popLast() == nil { strays.append(place - 1) }
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

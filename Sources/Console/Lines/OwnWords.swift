import Debugging
import Expressions
import Tensors

/// A person's own names for commands, and commands made of others.
struct OwnWords {
  /// What stands for a command, by its name: `alias`.
  var aliases: [String: String] = [:]
  /// Commands made of others: `define`.
  var definitions: [String: Definition] = [:]
  /// How many aliases may stand for each other.
  static let limit = 16

  /// What a line asks for.
  enum Meaning {
    /// A command; `line` is the whole of it, after aliases were followed.
    case command(any Command, arguments: String, line: String)
    case definition(Definition, arguments: String)
    /// It begins with no command: an expression, perhaps.
    case expression(String, word: String)
  }

  /// A line in another way of writing: `p/8 z`, `quit()`.
  private static func translated(_ line: String) -> String? {
    let (word, arguments) = line.firstWord
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count == 2, ["p", "print"].contains(parts[0]), Int(parts[1]) != nil {
      return "with precision \(parts[1]) print \(arguments)".trimmed
    }
    return ForeignWords.translated(line)
  }

  /// What a line asks for, after aliases were followed; throws where they lead back to themselves.
  ///
  /// A command's name that is a name of a value too is the value where an operator follows
  /// (`h - h_prev`), and where it stands alone and is one of the model's values here.
  func meaning(
    of text: String, among commands: Commands, names: (any Environment)? = nil
  ) throws(CommandError) -> Meaning {
    var line = text
    var followed = 0
    while true {
      let (word, arguments) = line.firstWord
      if let definition = definitions[word] {
        return .definition(definition, arguments: arguments)
      }
      guard let meaning = aliases[word] else {
        guard let command = commands.find(word) else {
          guard let other = OwnWords.translated(line) else { return .expression(line, word: word) }
          line = other
          followed += 1
          continue
        }
        if isValue(word, before: arguments, names) {
          return .expression(line, word: word)
        }
        return .command(command, arguments: arguments, line: line)
      }
      guard followed < OwnWords.limit else {
        throw CommandError("the alias \(word) leads back to itself", hint: "alias -d \(word)")
      }
      followed += 1
      line = TypedLine.separated("\(meaning) \(arguments)".trimmed)
    }
  }

  // MARK: Values that are called like commands

  /// The letters that one walks with: alone they always do.
  static let walking: Set<String> = ["s", "n", "c"]

  /// Whether the first word of a line is a value rather than a command.
  private func isValue(
    _ word: String, before rest: String, _ names: (any Environment)?
  ) -> Bool {
    guard let names else { return false }
    if rest.isEmpty {
      return word.count == 1 && !OwnWords.walking.contains(word)
        && ((names as? Scope)?.isValue(word) ?? false)
    }
    return OwnWords.beginsWithOperator(rest) && names.isName(word)
  }

  /// Whether a text goes on with an expression: an operator and a blank, or an index.
  private static func beginsWithOperator(_ rest: String) -> Bool {
    if rest.hasPrefix("[") { return true }
    let sign = rest.firstWord.word
    return [
      "+", "-", "−", "*", "/", "//", "%", "@", "**", "·", "⊙", "==", "!=", "≠", "<", ">", "<=",
      ">=",
      "≤", "≥",
    ].contains(sign)
  }
}

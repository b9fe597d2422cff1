/// A conversation that takes the lines typed at the prompt until it is over: a lesson, a quiz.
package protocol Dialogue: AnyObject {
  /// What stands before the cursor.
  var prompt: String { get }
  /// Rows above the prompt that an empty line makes superfluous.
  var rowsAbovePrompt: Int { get }
  /// Where what is typed is looked up, for completion.
  var console: Console { get }

  func take(_ line: String) -> Console.Status
  /// What can be said to it beside an answer, for completion.
  var words: [String] { get }
  /// The command that it waits for, if it waits for one.
  var expected: String? { get }
  /// Whether a line speaks to the conversation, an answer for one, and is no command.
  func isSpokenTo(by line: String) -> Bool
  /// Ends it, as the end of input does.
  func leave()
}

extension Dialogue {
  package var rowsAbovePrompt: Int { 0 }
  package var words: [String] { [] }
  package var expected: String? { nil }
}

extension Console {
  /// Whether a line is a command, which the arrow keys bring back, and no answer and no text.
  package func isCommand(_ line: String) -> Bool {
    if followUp.isCollecting { return !followUp.isText }
    return dialogue.map { !$0.isSpokenTo(by: line) } ?? true
  }

  /// What can be said to the conversations that are going on.
  var spokenWords: [String] {
    guard let dialogue else { return [] }
    return dialogue.words + (dialogue.console === self ? [] : dialogue.console.spokenWords)
  }

  /// The console whose names a person means: that of the innermost conversation.
  package var innermost: Console {
    guard let dialogue, dialogue.console !== self else { return self }
    return dialogue.console.innermost
  }
}

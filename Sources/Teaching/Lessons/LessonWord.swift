import Tensors

/// What a learner says to the lesson, and not to the debugger.
enum LessonWord {
  case back, hint, skip, again, progress, help, leave
  /// `lesson 2`, while one is going on.
  case otherLesson

  init?(_ text: String) {
    let words = text.lowercased().split { $0 == " " || $0 == "?" }.joined(separator: " ")
    switch words {
    case "back": self = .back
    case "hint": self = .hint
    case "skip": self = .skip
    case "again": self = .again
    case "progress", "where am i", "lesson": self = .progress
    case "help", "h": self = .help
    case "quit", "q", "exit": self = .leave
    default:
      guard text == "?" || words.firstWord.word == "lesson" else { return nil }
      self = text == "?" ? .help : .otherLesson
    }
  }

  /// What is said to a lesson, one word for each.
  static let words = ["back", "hint", "skip", "again", "progress", "help", "quit", "lesson"]

  /// What `help` says first in a lesson.
  static let usage = [
    "Enter types the command that is shown. Type it yourself if you like, or anything else: the "
      + "lesson waits, and puts the walk back to where it needs it.",
    "  hint        help with a question, then its answer",
    "  back        one step back",
    "  skip        past a question, or past a command unseen",
    "  progress    where you are (where am I will do)",
    "  again       the lesson from its beginning",
    "  quit        leave; lesson goes on from here the next time",
    "help step says what step does, help all lists the commands; apropos WORD finds some.",
  ]
}

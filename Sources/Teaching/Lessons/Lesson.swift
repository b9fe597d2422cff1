/// A walkthrough: a page of prose, commands with what they show, and questions.
///
/// The same page is read on the web, played at the prompt, and checked: what stands in it must be
/// what the commands show.
package struct Lesson {
  /// The file's name without its ending, or the folder's of a lesson in one.
  let name: String
  let title: String
  let file: String
  let items: [Item]

  /// What follows each other in a lesson.
  enum Item {
    case prose([MarkdownBlock])
    case command(LessonCommandLine)
    case question(LessonQuestion)
  }

  /// Commands and questions: where the lesson waits for the learner.
  var stepCount: Int { items.count(where: \.isStep) }
  var questionCount: Int {
    items.count { if case .question = $0 { true } else { false } }
  }

  /// What tells this text from another version of it.
  let checksum: UInt32
}

extension Lesson.Item {
  var isStep: Bool { if case .prose = self { false } else { true } }
}

/// A command of a lesson, and what it must show.
struct LessonCommandLine: Equatable {
  let text: String
  let shown: [String]
  /// Its line in the file.
  let line: Int
  /// Whether the console begins anew before it.
  let beginsAnew: Bool
}

/// A question with its answer, a hint, and remarks on wrong answers.
struct LessonQuestion: Equatable {
  let text: [MarkdownBlock]
  let answer: LessonAnswer
  let hint: [MarkdownBlock]
  let solution: [MarkdownBlock]
  let remarks: [Remark]
  let line: Int

  /// What to say to a certain wrong answer.
  struct Remark: Equatable {
    let answer: String
    let text: String
    let line: Int
  }
}

/// What a learner is to answer with.
enum LessonAnswer: Equatable {
  /// A number or an array: an expression at the place of the question.
  case value(String)
  case shape([Int])
  /// One of some words.
  case words([String])
}

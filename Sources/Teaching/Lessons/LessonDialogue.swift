import Console
import Tensors
import Terminal

/// A lesson as a learner meets it: prose, then a command to type or a question, one after the other.
package final class LessonDialogue: Dialogue {
  let lesson: Lesson
  let outer: Console
  let stage: LessonStage
  var progress: LessonProgress
  /// Whether it comes with the program.
  let isBundled: Bool
  /// Prose that did not fit on the screen.
  var pages: [[String]] = []
  var tries = 0
  var hints = 0
  /// Whether the learner was told how a lesson is gone through.
  var toldOfEnter = false
  /// The rows that a suggestion takes, and how many lines were shown up to it.
  var suggestion = (rows: 0, line: 0)

  package var console: Console { stage.console }
  var output: Output { outer.output }

  private init(_ lesson: Lesson, _ outer: Console, _ progress: LessonProgress) {
    self.lesson = lesson
    self.outer = outer
    self.progress = progress
    isBundled = LessonFolder.bundled(lesson.name) == lesson.file
    stage = LessonStage(lesson, outer: outer)
  }

  /// Begins a lesson on a console, or goes on where it was left.
  package static func begin(_ lesson: Lesson, on outer: Console) throws {
    try LessonTrust(lesson, outer.commands).check(lesson)
    let kept = LessonProgress.load(lesson, in: outer.stateFolder).flatMap {
      $0.isFinished ? nil : $0
    }
    let dialogue = LessonDialogue(lesson, outer, kept ?? LessonProgress())
    outer.dialogue = dialogue
    if dialogue.progress.next > 0 {
      dialogue.resume()
    } else {
      dialogue.advance()
    }
  }

  // MARK: What stands on the screen

  package var prompt: String {
    let text: String
    if !pages.isEmpty {
      text = "(Enter: more)"
    } else if stage.console.isTakingLines {
      return stage.console.promptText
    } else if let step {
      text =
        if case .question = lesson.items[progress.next] {
          "(answer \(step)/\(lesson.stepCount))"
        } else {
          "(lesson \(step)/\(lesson.stepCount))"
        }
    } else {
      text = "(the end)"
    }
    return output.style.rendered(text.marked(.prompt)) + " "
  }

  /// A suggestion gives way to the command itself, unless something was shown below it.
  package var rowsAbovePrompt: Int { suggestion.line == output.lineCount ? suggestion.rows : 0 }

  /// Which step is next, from 1; nil at the end.
  var step: Int? {
    guard lesson.items.indices.contains(progress.next) else { return nil }
    return lesson.items[..<progress.next].count(where: \.isStep) + 1
  }

  var width: Int { outer.width }

  func say(_ text: String, _ mark: Style.Mark? = nil) {
    output.lines(outer.prose(text, mark))
  }

  // MARK: Lines

  package var words: [String] { LessonWord.words }

  package var expected: String? {
    guard pages.isEmpty, lesson.items.indices.contains(progress.next),
      case .command(let command) = lesson.items[progress.next]
    else { return nil }
    return command.text
  }

  package func isSpokenTo(by line: String) -> Bool {
    let text = line.trimmed
    if stage.console.isTakingLines { return !stage.console.isCommand(line) }
    if LessonWord(text) != nil, !isName(text) { return true }
    guard lesson.items.indices.contains(progress.next),
      case .question(let question) = lesson.items[progress.next]
    else { return false }
    return !isForDebugger(text, question)
  }

  package func take(_ line: String) -> Console.Status {
    let text = line.trimmed
    if stage.console.isTakingLines { return explore(line) }
    if let word = LessonWord(text), !isName(text) {
      hear(word)
      return .done
    }
    if text.isEmpty, !pages.isEmpty {
      showPage()
      return .done
    }
    guard lesson.items.indices.contains(progress.next) else {
      if text.isEmpty { leave() } else { return stage.explore(line) }
      return .done
    }
    switch lesson.items[progress.next] {
    case .command(let command):
      guard text.isEmpty || text.isSameCommand(as: command.text, of: outer.commands) else {
        return explore(line)
      }
      perform(command, isTyped: !text.isEmpty)
    case .question(let question):
      if text.isEmpty {
        say("Type your answer; hint helps, skip goes on.", .dim)
      } else if isForDebugger(text, question) {
        return explore(line)
      } else {
        hear(answer: text, to: question)
      }
    case .prose: advance()
    }
    return .done
  }

  /// Free exploration: the lesson waits meanwhile.
  private func explore(_ line: String) -> Console.Status {
    if !stage.console.isTakingLines { pages = [] }
    let status = stage.explore(line)
    if !stage.console.isTakingLines { suggest() }
    return status
  }

  /// Whether a line at a question is a command and no answer.
  private func isForDebugger(_ text: String, _ question: LessonQuestion) -> Bool {
    guard outer.commands.find(text.firstWord.word) != nil else { return false }
    guard case .words(let words) = question.answer else { return true }
    let word = Grading.word(text)
    let expected = words + question.remarks.map(\.answer)
    return !Grading.names.contains(word) && !expected.contains { Grading.word($0) == word }
  }

  /// Whether a letter is the name of a gate that is asked for: h is no help there.
  private func isName(_ text: String) -> Bool {
    guard lesson.items.indices.contains(progress.next),
      case .question(let question) = lesson.items[progress.next], case .words = question.answer
    else { return false }
    return text.count == 1 && Grading.names.contains(text.lowercased())
  }

  private func hear(_ word: LessonWord) {
    switch word {
    case .back: goBack()
    case .hint: giveHint()
    case .skip: skip()
    case .again:
      progress = LessonProgress()
      restore()
      advance()
    case .progress: output.lines(report)
    case .otherLesson:
      let way = "a lesson is going on: quit leaves it, and it goes on from here the next time"
      output.lines(way.proseLines(to: width))
    case .help: output.lines(LessonWord.usage.flatMap { $0.proseLines(to: width) })
    case .leave: leave()
    }
  }

}

extension String {
  /// Whether two lines say the same to the console: blanks and abbreviations do not count.
  fileprivate func isSameCommand(as other: String, of commands: Commands) -> Bool {
    canonical(commands) == other.canonical(commands)
  }

  private func canonical(_ commands: Commands) -> String {
    let (word, rest) = trimmed.firstWord
    let command = commands.find(word)
    let name = command?.name ?? "print"
    return name + " " + (command == nil ? self : rest).filter { !$0.isWhitespace }
  }

  var endingInPoint: String { ".!?".contains(last ?? " ") ? self : self + "." }
}

import Console
import Tensors
import Terminal

/// Questions: answers and what is said to them, hints, and the answer at last.
extension LessonDialogue {
  func hear(answer: String, to question: LessonQuestion) {
    if stage.returnToLesson(at: progress.next) {
      say("(the walk is back where the lesson left it)", .dim)
    }
    output.record.add(command: answer)
    switch stage.console.grade(answer, question) {
    case .right:
      note(isRight: tries == 0 && hints == 0)
      say("Right.", .good)
      let before = output.lineCount
      output.lines(MarkdownText(width: width).lines(question.solution))
      goOn(after: output.lineCount - before)
    case .nearly(let text):
      say("Nearly: \(text).", .note)
    case .wrong(let text):
      tries += 1
      note(isRight: false)
      say(text.isEmpty ? "No, that is not it." : "No: \(text.endingInPoint)", .bad)
      say(tries < 3 ? "Try again, or type hint." : "hint helps; skip shows the answer.", .dim)
    case .unreadable(let text):
      say(text, .bad)
    }
  }

  /// Keeps whether the first answer was right.
  private func note(isRight: Bool) {
    guard progress.answers[progress.next] == nil else { return }
    progress.answers[progress.next] = isRight
    progress.save(lesson, in: outer.stateFolder)
  }

  func giveHint() {
    guard lesson.items.indices.contains(progress.next) else {
      return say("There is no question here.")
    }
    switch lesson.items[progress.next] {
    case .question(let question):
      hints += 1
      if hints == 1, !question.hint.isEmpty {
        output.lines(MarkdownText(width: width).lines(question.hint))
      } else {
        reveal(question)
      }
    case .command(let command):
      say("Type \(command.text.visible), or press Enter and it is typed for you.")
      let word = command.text.firstWord.word
      if let command = outer.commands.find(word) { say("\(command.name): \(command.summary)") }
    case .prose: break
    }
  }

  func reveal(_ question: LessonQuestion) {
    note(isRight: false)
    say("The answer:", .note)
    let before = output.lineCount
    output.lines(MarkdownText(width: width).lines(question.solution))
    goOn(after: output.lineCount - before)
  }
}

import Console
import Terminal

/// A lesson without a learner: everything in it, from the beginning to the end.
package enum LessonPlay {
  package static func play(_ lesson: Lesson, on outer: Console) throws {
    try LessonTrust(lesson, outer.commands).check(lesson)
    let stage = LessonStage(lesson, outer: outer)
    for item in lesson.items {
      switch item {
      case .prose(let blocks): show(blocks, outer)
      case .command(let command):
        outer.output.line("(kerastep)".marked(.prompt) + " " + command.text)
        stage.play(command)
      case .question(let question):
        show(question.text, outer)
        outer.output.line("")
        outer.output.lines(MarkdownText(width: outer.width).lines(question.solution))
      }
      if Interrupt.requested { return }
    }
  }

  private static func show(_ blocks: [MarkdownBlock], _ outer: Console) {
    outer.output.lines([""] + MarkdownText(width: outer.width).lines(blocks) + [""])
  }
}

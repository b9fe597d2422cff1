import Console
import Terminal

/// Other steps than the next one: back, over, another day.
extension LessonDialogue {
  func skip() {
    guard lesson.items.indices.contains(progress.next) else { return leave() }
    pages = []
    switch lesson.items[progress.next] {
    case .question(let question): reveal(question)
    default:
      progress.next += 1
      restore()
      advance()
    }
  }

  func goBack() {
    let steps = lesson.items.indices.prefix(progress.next).filter { lesson.items[$0].isStep }
    guard let last = steps.last else {
      return say("This is the first step.")
    }
    progress.next = last
    restore()
    showAgain()
  }

  /// The step that is next, with the prose before it.
  func showAgain() {
    let before = lesson.items[..<min(progress.next, lesson.items.count)]
    let start = before.lastIndex(where: \.isStep).map { $0 + 1 } ?? 0
    var blocks: [MarkdownBlock] = []
    for case .prose(let prose) in before[start...] { blocks += prose }
    show(MarkdownText(width: width).lines(blocks))
  }

  func restore() {
    pages = []
    (tries, hints) = (0, 0)
    stage.restore(to: progress.next)
    progress.save(lesson, in: outer.stateFolder)
  }

  func resume() {
    stage.restore(to: progress.next)
    say("\(lesson.title.visible): going on at step \(step ?? 0) of \(lesson.stepCount).", .strong)
    say("again begins the lesson from the beginning, back goes one step back.", .dim)
    showAgain()
  }

  var report: [String] {
    let position = step.map { "step \($0) of \(lesson.stepCount)" } ?? "at the end"
    var lines = ["\(lesson.title.visible): \(position)".marked(.strong)]
    var section = ""
    for case .prose(let blocks) in lesson.items.prefix(progress.next) {
      for case .heading(2..., let text) in blocks.map(\.kind) { section = text }
    }
    if !section.isEmpty { lines.append("  in: \(MarkdownText.plain(section))") }
    if lesson.questionCount > 0 {
      lines.append(
        "  questions: \(progress.rightCount) right at the first try, \(progress.answers.count) "
          + "seen, \(lesson.questionCount) in all")
    }
    return lines
  }

  package func leave() {
    outer.dialogue = nil
    guard let step else { return }
    progress.save(lesson, in: outer.stateFolder)
    let isMain = lesson.file.hasSuffix("/lesson.md")
    let place = isMain ? LessonFolder.parent(lesson.file) : lesson.file
    let name = isBundled ? lesson.name : place
    say("Left at step \(step) of \(lesson.stepCount); lesson \(name.visible) goes on from here.")
  }
}

import Console
import Terminal

/// Going on: the next command, the prose before it a screen at a time, the end.
extension LessonDialogue {
  func perform(_ command: LessonCommandLine, isTyped: Bool) {
    pages = []
    if stage.returnToLesson(at: progress.next) {
      say("(the walk is back where the lesson left it)", .dim)
    }
    if !isTyped { output.line("(kerastep)".marked(.prompt) + " " + command.text) }
    let before = output.lineCount
    stage.play(command)
    goOn(after: output.lineCount - before)
  }

  func goOn(after lines: Int = 0) {
    progress.next += 1
    (tries, hints) = (0, 0)
    advance(below: lines)
  }

  /// Shows the prose up to the next step; what does not fit below the lines shown waits for Enter.
  func advance(below lines: Int = 0) {
    var blocks: [MarkdownBlock] = []
    while lesson.items.indices.contains(progress.next),
      case .prose(let prose) = lesson.items[progress.next]
    {
      blocks += prose
      progress.next += 1
    }
    progress.save(lesson, in: outer.stateFolder)
    show(MarkdownText(width: width).lines(blocks), below: lines)
  }

  func show(_ lines: [String], below above: Int = 0) {
    // A question, its prompt, a suggestion and empty lines need their room too.
    let room = max((outer.isInteractive ? Terminal.size().rows : 24) - 6, 8)
    pages = []
    var rest = lines[...]
    var free = above > 0 ? room - above - 1 : room
    if free < min(lines.count, 5) { free = above > 0 ? 0 : room }
    while rest.count > free {
      // A page ends where a paragraph does, if one does.
      let most = rest.prefix(free)
      let end = most.lastIndex(of: "").flatMap { $0 > rest.startIndex + 3 ? $0 : nil }
      pages.append(rest[..<(end ?? most.endIndex)] + (end == nil ? [] : [""]))
      rest = rest[(end.map { $0 + 1 } ?? most.endIndex)...]
      free = room
    }
    pages.append(rest + (rest.isEmpty ? [] : [""]))
    output.line("")
    showPage()
  }

  func showPage() {
    let page = pages.removeFirst()
    output.lines(page)
    if pages.isEmpty { suggest() }
  }

  /// What is to be typed next, or what is asked.
  func suggest() {
    guard lesson.items.indices.contains(progress.next) else { return showEnd() }
    switch lesson.items[progress.next] {
    case .command(let command):
      let remark = toldOfEnter ? "" : "   (type it, or press Enter)".marked(.dim)
      toldOfEnter = true
      let line = "  → ".marked(.dim) + command.text.visible.marked(.strong) + remark
      output.line(line)
      suggestion = ((line.columns + width - 1) / max(width, 1), output.lineCount)
    case .question(let question): output.lines(MarkdownText(width: width).lines(question.text))
    case .prose: advance()
    }
  }

  private func showEnd() {
    if !progress.isFinished {
      progress.isFinished = true
      progress.save(lesson, in: outer.stateFolder)
    }
    say("That was the lesson\(score).", .good)
    let next = LessonFolder.names.firstIndex(of: lesson.name).map { $0 + 1 }
    if isBundled, let next, LessonFolder.names.indices.contains(next) {
      say("The next one: lesson \(LessonFolder.names[next])")
    }
    say(
      "Go on exploring if you like, or type quiz to be asked about this model. Enter leaves.", .dim)
  }

  private var score: String {
    let count = lesson.questionCount
    guard count > 0 else { return "" }
    return ": \(progress.rightCount) of \(count) questions right at the first try"
  }
}

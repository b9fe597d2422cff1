import Console
import Containers
import Terminal

extension Subcommands {
  /// A lesson: at a terminal gone through by a learner, otherwise played from beginning to end.
  /// Without a name, the list of lessons.
  public static func lesson(
    _ name: String?, isBatch: Bool, startsAgain: Bool, colour: String, ascii: Bool
  ) -> Int32 {
    var finder: ((String, Int) -> Completions)?
    let reader: any LineReader = StandardInput.reader(program: "kerastep") { line, cursor in
      finder?(line, cursor) ?? .none
    }
    let isAtTerminal = reader.isInteractive && !isBatch
    let hasPrompt = isAtTerminal && name != nil
    if hasPrompt { Interrupt.install() }
    let output = Output.standard(Style(usesColour: false, usesASCII: false))
    let console = Console(
      output: output, isInteractive: isAtTerminal, commands: Teaching.commands)
    finder = { Completion(console: console.innermost).complete($0, $1) }
    console.settings.colour = Settings.Colour(rawValue: colour) ?? .auto
    if ascii { console.settings.ascii = true }
    return report(output) {
      guard let name else {
        output.lines(LessonList.lines(console))
        return 0
      }
      let lesson = try LessonFolder.open(name)
      guard hasPrompt else {
        // What a command refuses belongs to the lesson: a hand-out has it in its place.
        let page = Output(
          style: output.style, write: { _ = Terminal.write($0, to: 1) },
          writeError: { _ = Terminal.write($0, to: 1) })
        let player = Console(
          output: page, isInteractive: false, commands: Teaching.commands)
        player.settings = console.settings
        try LessonPlay.play(lesson, on: player)
        return 0
      }
      if startsAgain { LessonProgress().save(lesson, in: console.stateFolder) }
      try LessonDialogue.begin(lesson, on: console)
      return REPL(console: console, reader: reader, endsWithDialogue: true).run()
    }
  }

  /// Whether pages are true; `writes` puts into them what their commands show now.
  public static func checkLessons(_ files: [String], writes: Bool) -> Int32 {
    let output = standardOutput()
    return report(output) {
      var isTrue = true
      for file in files {
        let path = file.expandingHome
        let check = try LessonCheck(try LessonReader.open(path, name: file), Teaching.commands)
        if writes {
          let text = String(decoding: try FileBytes(path: path).bytes.array, as: UTF8.self)
          let now = check.rewritten(text)
          if now != text { try FileBytes.write(Array(now.utf8), to: path) }
          output.line("\(file): \(now == text ? "as it was" : "written anew")")
        }
        let left =
          writes
          ? try LessonCheck(try LessonReader.open(path, name: file), Teaching.commands) : check
        for finding in left.findings {
          output.error("\(file):\(finding)")
          isTrue = false
        }
        if left.findings.isEmpty { output.line("\(file): \(left.lesson.facts), all true") }
      }
      return isTrue ? 0 : Problem.Code.answerIsNo
    }
  }

  /// Begins a lesson from a session that `transcript` wrote.
  public static func newLesson(_ name: String, from transcript: String?) -> Int32 {
    let output = standardOutput()
    return report(output) {
      guard let transcript else {
        throw CommandError(
          "a new lesson needs a recorded session: --from FILE",
          hint: "At the prompt, transcript walk.txt writes one; or lesson new \(name) there.")
      }
      let bytes = try FileBytes(path: transcript.expandingHome).bytes.array
      let lines = String(decoding: bytes, as: UTF8.self)
        .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
      let file = try LessonDraft.write(
        name, lines.last == "" ? lines.dropLast() : lines, Teaching.commands)
      output.line("\(file) is begun: write between the commands, then kerastep lesson \(file)")
      return 0
    }
  }
}

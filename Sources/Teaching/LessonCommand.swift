import Console
import Tensors
import Terminal

/// `lesson 1`: a walkthrough that explains, asks and runs.
struct LessonCommand: Command {
  let names = ["lesson"]
  let group = CommandGroup.console
  let reach: Reach = [.readsFiles, .writesFiles, .runsCommands, .asks]
  let summary = "go through a lesson: it explains, shows, and asks"
  let usage = [
    "lesson", "lesson NAME|NUMBER", "lesson FILE|FOLDER", "lesson check FILE", "lesson new NAME",
  ]
  let example = ["lesson", "lesson xor-by-hand"]
  let details = """
    Without a name, the lessons are listed with your progress. In a lesson, Enter types the command \
    that is shown; whatever else you type is done as well, and the lesson goes on afterwards. back, \
    hint, skip, progress, again and quit speak to the lesson. Your own walk stays as it is. \
    A lesson of one's own is a page of Markdown: new begins one from what was typed here, check \
    says whether all in it is true.
    """
  var completion: Completion.Kind {
    .named("lessons", (LessonFolder.names + ["check", "new"]).map { Candidate($0) }, .pages)
  }

  /// The lessons by their titles, for apropos.
  var subjects: [Subject] {
    LessonFolder.names.enumerated().compactMap { index, name in
      guard let file = LessonFolder.bundled(name),
        let lesson = try? LessonReader.open(file, name: name)
      else { return nil }
      return Subject("lesson \(index + 1)", LessonList.title(lesson), words: [name])
    }
  }

  func run(_ arguments: String, _ console: Console) throws {
    let (word, rest) = arguments.firstWord
    switch word {
    case "": console.output.lines(LessonList.lines(console))
    case "check" where !rest.isEmpty: try check(rest, console)
    case "new" where !rest.isEmpty:
      let lines = Array(console.output.record.lines.dropLast())
      let draft = try LessonDraft.write(rest, lines, console.commands)
      console.output.lines(
        console.prose(
          "\(draft.file) is begun: write between the commands, then lesson \(draft.file) plays it."
            + draft.remark.visible)
      )
    case "check", "new":
      throw CommandError(
        "lesson \(word) needs a \(word == "new" ? "name" : "file")",
        hint: word == "new" ? "lesson new my-lesson" : "lesson check my-lesson.md")
    default:
      let lesson = try LessonFolder.open(arguments)
      guard console.dialogue == nil else {
        throw CommandError("a quiz is going on", hint: "quit ends it, then lesson \(arguments)")
      }
      guard console.isInteractive else { return try LessonPlay.play(lesson, on: console) }
      try LessonDialogue.begin(lesson, on: console)
    }
  }

  private func check(_ file: String, _ console: Console) throws {
    let path = file.expandingHome
    let check = try LessonCheck(try LessonReader.open(path, name: file), console.commands)
    guard check.findings.isEmpty else {
      throw Failure(check.findings.map { "\(file):\($0)" }.joined(separator: "\n"))
    }
    console.output.lines(console.prose("\(file): \(check.lesson.facts), all true", .good))
  }
}

extension Lesson {
  /// `12 commands, 4 questions`.
  package var facts: String {
    let commands = stepCount - questionCount
    return "\(commands) \(commands == 1 ? "command" : "commands"), "
      + "\(questionCount) \(questionCount == 1 ? "question" : "questions")"
  }
}

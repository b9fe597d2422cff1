import ArgumentParser
import Console
import Containers
import Teaching

/// `kerastep lesson check page.md`: whether pages are true.
struct CheckLesson: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell whether all in a lesson is true; ends with 1 where it is not.",
    usage: "kerastep lesson check <files> ... [--write]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep lesson check lesson.md",
          "whether all in it is true"
        ),
        (
          "kerastep lesson check *.md",
          "the same of several pages"
        ),
        (
          "kerastep lesson check lesson.md --write",
          "its outputs as they are now"
        ),
      ],
      codes: "0 all is true; 1 something is not; 2 a page has a mistake; 3 a file cannot be used."))

  @Argument(
    help: "Pages of Markdown.", completion: .file(extensions: FileKind.pages.endings))
  var files: [String]
  @Flag(help: "Put into the pages what their commands show now.")
  var write = false

  func perform(_ output: Output) throws -> Int32 {
    var isTrue = true
    for file in files {
      let check = try check(file, output)
      for finding in check.findings {
        output.error("\(file):\(finding)")
        isTrue = false
      }
      if check.findings.isEmpty { output.line("\(file): \(check.lesson.facts), all true") }
    }
    return isTrue ? 0 : Problem.Code.answerIsNo
  }

  /// The check of a page; where that was asked for, of the page as it is written anew.
  private func check(_ file: String, _ output: Output) throws -> LessonCheck {
    let path = file.expandingHome
    let check = try LessonCheck(try LessonReader.open(path, name: file), Teaching.commands)
    guard write else { return check }
    let text = String(decoding: try FileBytes(path: path).bytes.array, as: UTF8.self)
    let now = check.rewritten(text)
    if now != text { try FileBytes.write(Array(now.utf8), to: path) }
    output.line("\(file): \(now == text ? "as it was" : "written anew")")
    return try LessonCheck(try LessonReader.open(path, name: file), Teaching.commands)
  }
}

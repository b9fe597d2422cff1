import ArgumentParser
import Console
import Containers
import Teaching
import Terminal

/// `kerastep lesson new name --from walk.txt`: begins a lesson from a session that `transcript` wrote.
struct NewLesson: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a lesson from a recorded session.",
    usage: "kerastep lesson new <name> --from <file>",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep lesson new masks --from walk.txt",
          "a page masks.md, from what transcript wrote"
        ),
        (
          "kerastep lesson masks.md",
          "goes through it"
        ),
        (
          "kerastep lesson check masks.md",
          "says whether all in it is true"
        ),
      ],
      codes: "0 done; 2 a command or argument is wrong; 3 a file cannot be used."))

  @Argument(help: "Its name; NAME.md is written.")
  var name: String
  @Option(
    help: ArgumentHelp("What the command transcript wrote.", valueName: "file"),
    completion: .file())
  var from: String?

  func perform(_ output: Output) throws -> Int32 {
    guard let from else {
      throw CommandError(
        "a new lesson needs a recorded session: --from FILE",
        hint: "At the prompt, transcript walk.txt writes one; or lesson new \(name) there.")
    }
    let bytes = try FileBytes(path: from.expandingHome).bytes.array
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    let draft = try LessonDraft.write(
      name, lines.last == "" ? lines.dropLast() : lines, Teaching.commands)
    output.line(
      "\(draft.file) is begun: write between the commands, then kerastep lesson \(draft.file)."
        + draft.remark.visible)
    return 0
  }
}

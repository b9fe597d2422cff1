import ArgumentParser
import Console
import Teaching
import Terminal

/// `kerastep lesson 1`: at a terminal gone through by a learner, otherwise played from beginning to
/// end. Without a name, the list of lessons.
struct PlayLesson: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Go through a lesson (the default); without a name, list them.",
    usage: "kerastep lesson [play] [<lesson>] [<options>]",
    discussion: HelpParts.discussion(
      [
        (
          "kerastep lesson",
          "the lessons, and how far you have come"
        ),
        (
          "kerastep lesson 1",
          "by its number; xor-by-hand is its name"
        ),
        (
          "kerastep lesson week3/lesson.md",
          "one of your own: a page, or its folder"
        ),
      ],
      codes: "0 done; 2 a command or argument is wrong; 3 a file cannot be used."))

  @Argument(
    help: "A lesson's name or number, a file, or a folder with one.", completion: .lessons)
  var lesson: String?
  @Flag(help: "Begin again where a lesson was left.")
  var again = false
  @Flag(help: "No prompt: show everything and end.")
  var batch = false
  @OptionGroup var showing: Showing

  func perform(_ output: Output) throws -> Int32 {
    let seat = Seat(output, showing, mayAsk: !batch)
    let console = seat.console
    guard let name = lesson else {
      output.lines(LessonList.lines(console))
      return 0
    }
    let lesson = try LessonFolder.open(name)
    guard seat.asks else {
      // What a command refuses belongs to the lesson: a hand-out has it in its place.
      let page = Output(
        style: output.style, write: { _ = Terminal.write($0, to: 1) },
        writeError: { _ = Terminal.write($0, to: 1) })
      let player = Console(output: page, isInteractive: false, commands: console.commands)
      player.settings = console.settings
      try LessonPlay.play(lesson, on: player)
      return 0
    }
    if again { LessonProgress().save(lesson, in: console.stateFolder) }
    try LessonDialogue.begin(lesson, on: console)
    return seat.takeLines(endingWithDialogue: true)
  }
}

import TestSupport
import TestTraits
import Testing

@testable import Console
@testable import Teaching

/// The built program: a lesson at a terminal, and without one.
@Suite(.enabled(if: Program.path != nil), .waits)
struct LessonAtATerminalTests {
  private let home = TemporaryDirectory()
  private let enter = "\r"

  private func start(
    _ arguments: [String], waitingFor prompt: String, columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    let program = try PseudoTerminal(
      Program.path ?? "", arguments, environment: ["HOME": home.path], columns: columns, rows: rows)
    try program.expectScreen { $0.currentLine == prompt }
    return program
  }

  private func type(
    _ line: String, _ program: PseudoTerminal, until prompt: String
  ) throws {
    program.send(line + enter)
    try program.expectScreen { $0.currentLine == prompt }
  }

  @Test func aLessonIsGoneThroughLeftAndGoneOnWith() throws {
    let program = try start(["lesson", "1"], waitingFor: "(Enter: more)")
    #expect(program.screen.text.contains("1. XOR by hand"))
    try type("", program, until: "(lesson 1/32)")
    // Enter has the command typed; the line above the prompt gives way to it.
    try type("", program, until: "(lesson 2/32)")
    let rows = program.screen.lines
    #expect(rows.contains { $0 == "(kerastep) open xor" })
    #expect(!rows.contains { $0.hasPrefix("  → open xor") })
    #expect(rows.contains { $0.hasPrefix("  → feed [0, 1]") })
    // Typed by the learner, then explored, then gone on.
    try type("feed [0, 1]", program, until: "(lesson 3/32)")
    program.send("p 40 + 2" + enter)
    try program.expect("$1 = 42")
    try program.expectScreen { $0.currentLine == "(lesson 3/32)" }
    // Ctrl-C and a resize leave it where it is.
    program.settle()
    program.send("\u{3}")
    try program.expect("quit leaves; Enter goes on")
    program.resize(columns: 60, rows: 20)
    try program.expectScreen { $0.currentLine == "(lesson 3/32)" }
    for step in 4...6 {
      try type("", program, until: step < 6 ? "(lesson \(step)/32)" : "(answer 6/32)")
    }
    program.send("0.32" + enter)
    try program.expect("You added the whole column")
    program.send("hint" + enter)
    try program.expect("The second column of W")
    try type("back", program, until: "(lesson 5/32)")
    try type("", program, until: "(answer 6/32)")
    try type("-2.36", program, until: "(lesson 7/32)")
    program.send("quit" + enter)
    #expect(try program.waitForExit() == .status(0))
    // The arrow keys bring commands back, and no answers and no words to the lesson.
    let typed = home.text(".local/state/kerastep/history").split(separator: "\n")
    #expect(typed == ["feed [0, 1]", "p 40 + 2"])
    #expect(program.isEchoing && program.screen.unknown == [])

    let again = try start(["lesson", "xor-by-hand"], waitingFor: "(lesson 7/32)")
    #expect(again.screen.text.contains("going on at step 7 of 32"))
    try type("skip", again, until: "(lesson 8/32)")
    again.sendEnd()
    #expect(try again.waitForExit() == .status(0))
    #expect(again.screen.text.contains("Left at step 8 of 32"))
  }

  /// The debugger offers the first lesson once, and comes back from it as it was.
  @Test func theDebuggerOffersTheFirstLesson() throws {
    let program = try start([], waitingFor: "(kerastep)")
    #expect(program.screen.text.contains("New here? lesson 1"))
    program.send("feed [1, 1]" + enter)
    try program.expect("4 equations to step through")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    try type("lesson 1", program, until: "(Enter: more)")
    try type("", program, until: "(lesson 1/32)")
    try type("", program, until: "(lesson 2/32)")
    program.sendEnd()
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.send("step" + enter)
    try program.expect("x = [1 1]")
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    let again = try start([], waitingFor: "(kerastep)")
    #expect(!again.screen.text.contains("New here?"))
  }

  @Test func withoutATerminalAllIsPlayed() throws {
    let outcome = try Program.run(["lesson", "1"])
    #expect(outcome.code == 0 && outcome.messages == "")
    #expect(outcome.output.contains("(kerastep) set var a[1] = -2.36\ndense.a[1]: 0 → -2.36\n"))
    #expect(outcome.output.contains("−2.36: 0 · 2.68 + 1 · (−2.36) + 0."))
    #expect(!outcome.output.contains("\u{1B}"))
    // What a command refuses stands in its place as well.
    let refused = try Program.run(["lesson", "3"])
    #expect(refused.messages == "")
    #expect(refused.output.contains("(kerastep) check h1 == dense\ndiffers in 45 of 64: "))
    let list = try Program.run(["lesson"])
    for name in LessonFolder.names { #expect(list.output.contains(name)) }
  }

  @Test func checkSaysWhereAPageIsNotTrue() throws {
    let page = "# A\n\n```text\n(kerastep) open xor\n…\n(kerastep) p 1 + 1\n$1 = 3\n```\n"
    home.write(Array(page.utf8), to: "a.md")
    let outcome = try Program.run(["lesson", "check", "a.md"], in: home.path)
    #expect(outcome.code == 1)
    #expect(
      outcome.messages
        == "a.md:6: (kerastep) p 1 + 1\n  the page says: $1 = 3\n  it shows:      $1 = 2\n")
    let anew = try Program.run(["lesson", "check", "--write", "a.md"], in: home.path)
    #expect(anew.code == 0 && anew.output.contains("a.md: 2 commands, 0 questions, all true"))
    #expect(home.text("a.md") == page.replacing("= 3", with: "= 2"))
    #expect(try Program.run(["lesson", "check", "a.md", "gone.md"], in: home.path).code == 3)
    #expect(try Program.run(["lesson", "check"], in: home.path).code == 2)
    #expect(try Program.run(["lesson", "nowhere"], in: home.path).code == 2)
    home.write(Array("no commands".utf8), to: "b.md")
    #expect(try Program.run(["lesson", "b.md"], in: home.path).code == 3)
  }

  @Test func aLessonIsBegunFromATranscript() throws {
    let walk = ["feed [0, 1]", "step", "transcript walk.txt"]
    _ = try Program.run(["--batch"] + walk.flatMap { ["-e", $0] }, in: home.path)
    let outcome = try Program.run(["lesson", "new", "mine", "--from", "walk.txt"], in: home.path)
    #expect(outcome.code == 0)
    #expect(try Program.run(["lesson", "check", "mine.md"], in: home.path).code == 0)
    #expect(try Program.run(["lesson", "mine.md"], in: home.path).output.contains("tick 1 of 4"))
    let second = try Program.run(["lesson", "new", "mine", "--from", "walk.txt"], in: home.path)
    #expect(second.code == 2 && second.messages.contains("mine.md is there already"))
    #expect(try Program.run(["lesson", "new", "x"], in: home.path).code == 2)
  }
}

import TestSupport
import TestTraits
import Testing

@testable import Console
@testable import Teaching

/// A line as it is typed or pasted, and the commands in it.
struct TypedLineTests {
  @Test(arguments: [
    ("step", ["step"]), ("", [""]), ("  ", [""]), ("# note", []), ("(kerastep)", []),
    ("(kerastep) step", ["step"]), ("(kerastep)   p x # note", ["p x"]),
    ("step;p h ; p C", ["step", "p h", "p C"]), (";;step;", ["step"]), ("a;# note; b", ["a"]),
    ("p f(a; b)", ["p f(a; b)"]), ("p [1; 2]; step", ["p [1; 2]", "step"]),
    ("dprintf x, \"a; # %g\", y; step", ["dprintf x, \"a; # %g\", y", "step"]),
    ("list dense#2", ["list dense#2"]), ("p 'a; b'.h; step", ["p 'a; b'.h", "step"]),
    ("p it's; step", ["p it's", "step"]), ("p \"open; step", ["p \"open", "step"]),
  ])
  func commands(line: String, commands: [String]) {
    #expect(TypedLine(line, of: Teaching.commands).commands == commands)
  }

  @Test(arguments: [
    ("feed [1,", 1), ("p (", 1), ("p [[1, (", 3), ("p z[0]", 0), ("p )", 0), ("p \"(\"", 0),
    ("step # (", 0), ("p (1; step", 1), ("p (1); step (", 1), ("# (", 0),
  ])
  func openBrackets(line: String, count: Int) {
    #expect(TypedLine(line, of: Teaching.commands).openBrackets == count)
  }

  /// What a line may do is what any of its commands may: none hides behind another.
  @Test(arguments: ["step; save session x", "p 1;transcript x", "where # note\u{2028}; source x"])
  func nothingHidesBehindAHarmlessCommand(line: String) {
    let lesson = Lesson(name: "", title: "", file: "/lesson.md", items: [], checksum: 0)
    let isNote = line.contains("#")
    #expect((LessonTrust(lesson, Teaching.commands).refusal(line) == nil) == isNote)
    #expect(Rehearsal.staysInMemory(line, of: Teaching.commands) == isNote)
  }

  /// A line of a lesson with several commands finds its files in the lesson's folder.
  @Test func filesOfALessonAreFoundBehindASemicolon() {
    let folder = TemporaryDirectory()
    folder.write([0], to: "data.npy")
    let lesson = Lesson(
      name: "", title: "", file: folder.path + "/lesson.md", items: [], checksum: 0)
    let trust = LessonTrust(lesson, Teaching.commands)
    #expect(trust.resolved("open xor; feed data.npy") == "open xor; feed \(folder.path)/data.npy")
    #expect(trust.refusal("open xor; feed /etc/passwd") != nil)
  }

  /// In a lesson, a pasted prompt and a note make no other command of the one that is next.
  @Test func aPastedCommandGoesOnWithALesson() throws {
    let (console, shown) = Console.imitation()
    console.execute("lesson 1")
    for _ in 0..<20 where !shown.text.contains("→ ") { console.execute("") }
    let line = try #require(shown.text.split(separator: "\n").last { $0.contains("→ ") })
    let command = line.drop { $0 != "→" }.dropFirst(2).prefix { $0 != "(" }
    let prompt = console.promptText
    console.execute("(kerastep) \(command) # note")
    #expect(console.promptText != prompt)
  }
}

/// Lines of a script and of a pipe that go on in the next ones.
@Suite(.enabled(if: Program.path != nil), .waits)
struct WholeLineTests {
  @Test func anOpenBracketGoesOnInTheNextLine() throws {
    let lines = """
      (kerastep) feed [0,  # x
      1]; step   # (
      p (1 +
        # nothing here
        2); p 3
      p z[
      (kerastep) 0:2]

      """
    let outcome = try Program.run(["--batch"], input: lines)
    #expect(outcome.messages == "" && outcome.code == 0)
    #expect(outcome.output.contains("tick 1 of 4\n"))
    for value in ["$1 = 3\n", "$2 = 3\n", "$3 = [-0.2200 -2.3600]"] {
      #expect(outcome.output.contains(value), "\(outcome.output)")
    }
  }

  /// An empty line, or the end, ends what has no other end; the message names the line where it begins.
  @Test(arguments: ["\n\np 40 + 2\n", ""])
  func whatIsLeftOpenIsToldAtItsLine(rest: String) throws {
    let outcome = try Program.run(["--batch"], input: "p 1\np (1 +\n2" + rest)
    #expect(outcome.code == 2)
    #expect(outcome.messages.hasPrefix("standard input:2: expected ) at the end\n"))
    #expect(!outcome.output.contains("42"))
  }

  @Test func aHugePastedMatrixIsRead() throws {
    let row = "[" + (0..<200).map { "\($0)" }.joined(separator: ", ") + "],\n"
    let lines = "p sum([" + String(repeating: row, count: 1000) + "])\n"
    let outcome = try Program.run(["--batch"], input: lines)
    #expect(outcome.output == "$1 = 19900000\n", "\(outcome.messages.prefix(200))")
  }

  @Test func aPromptWaitsForTheRest() throws {
    let home = TemporaryDirectory()
    let program = try PseudoTerminal(Program.path ?? "", environment: ["HOME": home.path])
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.send("p (1 +\r")
    try program.expectScreen { $0.currentLine == ">" }
    program.send("2)\r")
    try program.expect("$1 = 3")
    program.send("p (1 +\r")
    try program.expectScreen { $0.currentLine == ">" }
    program.send("\u{3}")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.send("p (1 +\r\r")
    try program.expect("expected a value at the end")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    // It comes back as one line, without the prompt that was pasted.
    program.send("(kerastep) p (40 +\r2)\r\u{1B}[A")
    try program.expect("42")
    try program.expectScreen { $0.currentLine == "(kerastep) p (40 + 2)" }
  }

  // MARK: -x and -e

  /// Both lead to the prompt where somebody is there, and end with --batch.
  @Test(arguments: [["-x", "walk.kst"], ["-e", "p 40 + 2"]], [false, true])
  func scriptsAndCommandsTreatThePromptAlike(arguments: [String], isBatch: Bool) throws {
    let home = TemporaryDirectory()
    home.write(Array("p 40 + 2\n".utf8), to: "walk.kst")
    let words = arguments.map { $0 == "walk.kst" ? "\(home.path)/\($0)" : $0 }
    let program = try PseudoTerminal(
      Program.path ?? "", words + (isBatch ? ["--batch"] : []), environment: ["HOME": home.path])
    try program.expect("$1 = 42")
    if !isBatch {
      try program.expectScreen { $0.currentLine == "(kerastep)" }
      program.send("p $1 + 1\r")
      try program.expect("$2 = 43")
      try program.expectScreen { $0.currentLine == "(kerastep)" }
      program.sendEnd()
    }
    #expect(try program.waitForExit() == .status(0))
  }

  /// What fails is told, and somebody who is there goes on.
  @Test(arguments: [["-x", "walk.kst"], ["-e", "nonsense"]])
  func aFailureLeadsToThePromptToo(arguments: [String]) throws {
    let home = TemporaryDirectory()
    home.write(Array("nonsense\n".utf8), to: "walk.kst")
    let words = arguments.map { $0 == "walk.kst" ? "\(home.path)/\($0)" : $0 }
    let program = try PseudoTerminal(Program.path ?? "", words, environment: ["HOME": home.path])
    try program.expect("there is no command or value nonsense")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    let outcome = try Program.run(words)
    #expect(outcome.code == 2)
  }

  /// Without a terminal a script is all there is to do.
  @Test func aScriptWithoutATerminalEnds() throws {
    let home = TemporaryDirectory()
    home.write(Array("p 40 + 2\n".utf8), to: "walk.kst")
    let outcome = try Program.run(["-x", "walk.kst"], input: "p 1 + 1\n", in: home.path)
    #expect(outcome.output == "$1 = 42\n")
  }
}

import TestSupport
import TestTraits
import Testing

@testable import Console

/// What a line shows while it is typed, beside all else that a prompt does.
@Suite(.enabled(if: Program.path != nil), .waits)
struct TypingBesideTests {
  private let seat = TypingSeat()
  private let save = "\u{1B}7"

  /// A paste is painted once, when it is there.
  @Test func aPasteIsPaintedOnce() throws {
    let program = try seat.start()
    let before = program.output.count(of: save)
    program.send("\u{1B}[200~p lstm.W[0] + 1 + 2 + 3 + 4 + 5 + 6\u{1B}[201~")
    try program.expectScreen { $0.current(inked: "110") == "lstm.W" }
    program.settle()
    #expect(program.output.count(of: save) == before + 1)
    program.send(seat.enter)
    try program.expect("$1 = ")
    try seat.leave(program)
  }

  @Test func aSearchShowsWhatIsFound() throws {
    let program = try seat.start()
    try program.type("p lstm.W[0, 0]", showing: "$1 = ")
    program.send("st")
    try seat.shows("st", then: "ep", program)
    program.send("\u{12}lstm.W")  // Ctrl-R
    try program.expectScreen { $0.text.contains("bck:lstm.W") }
    #expect(program.screen.lines.contains("\(seat.prompt) p lstm.W[0, 0]"))
    #expect(!program.screen.text.contains("\(seat.prompt) step"))
    program.send("\u{5}")
    try program.expectScreen { $0.currentLine == "\(seat.prompt) p lstm.W[0, 0]" }
    try program.expectScreen { $0.current(inked: "110") == "lstm.W" }
    #expect(!program.screen.text.contains("bck:"))
    program.send(seat.enter)
    try program.expect("$2 = ")
    try seat.leave(program)
  }

  @Test func tabListsAndCompletes() throws {
    let program = try seat.start()
    program.send("un")
    try seat.shows("un", then: "til", program)
    program.send("\t")
    try program.expectScreen { $0.text.contains("undisplay  ") }
    try seat.shows("un", then: "til", program)
    program.send("t\t")
    try seat.shows("until ", then: "LOCATION|EXPRESSION", program)
    try seat.giveUp(program)
    try seat.leave(program)
  }

  @Test func linesOfTheHistoryAreColouredToo() throws {
    let program = try seat.start()
    try program.type("p lstm.W", showing: "$1 = ")
    try program.type("step", showing: "tick 1 of 23")
    program.send("\u{1B}[A\u{1B}[A")
    try program.expectScreen { $0.current(inked: "110") == "lstm.W" }
    #expect(program.screen.currentLine == "\(seat.prompt) p lstm.W")
    program.send("\u{1B}[B")
    try program.expectScreen { $0.lineToCursor == "\(seat.prompt) step" }
    try program.expectScreen { $0.current(inked: "110") == "" }
    try seat.giveUp(program)
    try seat.leave(program)
  }

  /// The shell's own line stands where the program was stopped; after fg the line is there again.
  @Test func aStoppedProgramComesBack() throws {
    let shell = try PseudoTerminal(
      "/bin/sh", ["-i"],
      environment: ["HOME": seat.home.path, "PS1": "shell> ", "ENV": nil], columns: 80, rows: 24,
      background: "0000/0000/0000")
    try shell.expectScreen { $0.currentLine == "shell>" }
    shell.send("\(Program.path ?? "") lstm --input ones" + seat.enter)
    try shell.expectScreen { $0.currentLine == seat.prompt }
    shell.send("unt")
    try seat.shows("unt", then: "il", shell)
    shell.send("\u{1A}")
    try shell.expectScreen { $0.currentLine == "shell>" }
    #expect(!shell.screen.text.contains("until"))
    shell.send("fg" + seat.enter)
    try seat.shows("unt", then: "il", shell)
    try seat.giveUp(shell)
    shell.sendEnd()
    try shell.expectScreen { $0.currentLine == "shell>" }
    shell.send("exit" + seat.enter)
    #expect(try shell.waitForExit() == .status(0))
  }

  /// With vi keys, where Escape is a command, what is offered is taken while one inserts.
  @Test(arguments: ["\u{5}", "\u{6}"])
  func viHasKeysForIt(key: String) throws {
    seat.home.write(Array("bind -v\n".utf8), to: ".editrc")
    let program = try seat.start()
    program.send("unt")
    try seat.shows("unt", then: "il", program)
    program.send(key)
    try seat.shows("until", then: " LOCATION|EXPRESSION", program)
    program.send("\u{1B}hhD")
    try program.expectScreen { $0.currentLine == "\(seat.prompt) un" }
    try seat.giveUp(program)
    try seat.leave(program)
  }

  // MARK: Other prompts

  @Test func theFullScreensPromptHasIt() throws {
    let program = try seat.start()
    program.send("layout" + seat.enter)
    try program.expectScreen { $0.isSecond && $0.lines.last?.hasPrefix(" space step") == true }
    let panes = program.screen.lines.prefix(18)
    program.send(":goto lst")
    try seat.shows("goto lst", then: "m", program)
    #expect(program.screen.lines.prefix(18) == panes)
    program.send(seat.right + "@1.C")
    try program.expectScreen { $0.current(inked: "110") == "lstm@1.C" }
    // A line of several rows, and back.
    program.send(" " + String(repeating: "x", count: 70))
    try program.expectScreen { $0.lines.prefix(18) == panes && $0.text.contains("xxx\nxx") }
    program.send("\u{15}un")
    try seat.shows("un", then: "til", program)
    #expect(program.screen.lines.prefix(18) == panes)
    program.send("til lstm@1.C" + seat.enter)
    try program.expectScreen { $0.lines[0].contains("tick 13 of 23") }
    #expect(program.screen.lines.contains { $0.hasSuffix("until lstm@1.C") })
    program.send("q")
    try program.expectScreen { !$0.isSecond && $0.currentLine == seat.prompt }
    try seat.leave(program)
  }

  @Test func lessonsAndQuizzesHaveIt() throws {
    let program = try seat.start(["xor", "--input", "[0, 1]"])
    program.send("lesson 1" + seat.enter)
    try program.expectScreen { $0.currentLine == "(Enter: more)" }
    program.send(seat.enter)
    try program.expectScreen { $0.currentLine == "(lesson 1/32)" }
    program.send("o")
    try seat.shows("o", then: "pen xor", program, prompt: "(lesson 1/32)")
    program.send(seat.right + seat.enter)
    try program.expectScreen { $0.currentLine == "(lesson 2/32)" }
    program.send("hin")
    try seat.shows("hin", then: "t", program, prompt: "(lesson 2/32)")
    program.send("\u{15}quit" + seat.enter)
    try program.expectScreen { $0.currentLine == seat.prompt }
    program.send("quiz" + seat.enter)
    try program.expectScreen { $0.currentLine.hasPrefix("(") && $0.currentLine != seat.prompt }
    program.send("nonsense")
    try program.expectScreen { $0.currentLine.hasSuffix(" nonsense") }
    program.settle()
    #expect(program.screen.current(inked: "4") == "")
    program.send("\u{15}quit" + seat.enter)
    try seat.leave(program)
  }

  // MARK: Without it

  @Test func itIsLeftOffForThisRunAndForLaterOnes() throws {
    let program = try seat.start()
    try program.type("set hints off --save", showing: "hints: on → off")
    let before = program.output.count(of: save)
    program.send("p lstm.f + s")
    try program.expectScreen { $0.currentLine == "\(seat.prompt) p lstm.f + s" }
    program.send(seat.left + seat.right + seat.right + "x\u{1}\u{5}y")
    try program.expectScreen { $0.currentLine == "\(seat.prompt) p lstm.f + sxy" }
    program.settle()
    #expect(program.output.count(of: save) == before)
    #expect(program.screen.current(inked: "172") == "")
    try seat.giveUp(program)
    try seat.leave(program)

    let later = try seat.start()
    #expect(!later.output.contains(save))
    later.send("st")
    later.settle()
    #expect(later.screen.currentLine == "\(seat.prompt) st")
    try seat.giveUp(later)
    try later.type("set hints on", showing: "hints: off → on")
    later.send("st")
    try seat.shows("st", then: "ep", later)
    try seat.giveUp(later)
    try seat.leave(later)
  }

  /// Without colours what may come next is faint, and what is wrong is underlined.
  @Test(arguments: [["NO_COLOR": "1"], [:]])
  func withoutColours(environment: [String: String]) throws {
    let program = try seat.start(environment: environment)
    if environment.isEmpty { try program.type("set color never", showing: "auto → never") }
    program.send("unt")
    try seat.shows("unt", then: "il", program, ink: "2")
    program.send("\u{15}hlep (")
    try program.expectScreen { $0.current(inked: "4") == "hlep(" }
    try seat.giveUp(program)
    if !environment.isEmpty { #expect(!program.output.contains("38;5;")) }
    try seat.leave(program)
  }

  /// Terminals of old may have no faint letters: nothing stands behind what is typed.
  @Test func anOldTerminalShowsNothingBehindTheLine() throws {
    let program = try seat.start(environment: ["TERM": "vt100"])
    program.send("hlep un")
    try program.expectScreen { $0.current(inked: "4") == "hlep" }
    program.send("\u{15}unt")
    program.settle()
    #expect(program.screen.currentLine == "\(seat.prompt) unt")
    try seat.giveUp(program)
    try seat.leave(program)
  }

  @Test func aDumbTerminalShowsNothing() throws {
    let program = try seat.start(environment: ["TERM": "dumb"])
    program.send("unt")
    program.settle()
    #expect(program.screen.currentLine == "\(seat.prompt) unt")
    program.send("\r")
    try program.expectScreen { $0.currentLine == seat.prompt }
    #expect(!program.output.contains("\u{1B}"))
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }
}

extension String {
  /// How often another text stands in it.
  fileprivate func count(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}

import TestSupport
import TestTraits
import Testing

@testable import Console

/// What a line looks like while it is typed, and what is left of it.
@Suite(.enabled(if: Program.path != nil), .waits)
struct TypingTests {
  private let seat = TypingSeat()

  // MARK: What may come next

  @Test(arguments: ["\u{1B}[C", "\u{1B}OC", "\u{6}", "\u{1B}[F", "\u{1B}OF", "\u{1B}[4~", "\u{5}"])
  func itIsShownAndTaken(key: String) throws {
    let program = try seat.start()
    program.send("unt")
    try seat.shows("unt", then: "il", program)
    program.send(key)
    try seat.shows("until", then: " LOCATION|EXPRESSION", program)
    program.send(" den")
    try seat.shows("until den", then: "se", program)
    program.send(key + seat.enter)
    try program.expect("tick 22 of 23")
    // The line itself is offered the next time.
    try program.expectScreen { $0.currentLine == seat.prompt }
    program.send("u")
    try seat.shows("u", then: "ntil dense", program)
    program.send(key)
    try seat.shows("until dense", then: "", program)
    try seat.giveUp(program)
    try seat.leave(program)
  }

  @Test(arguments: ["\u{1B}f", "\u{1B}[1;3C", "\u{1B}[1;5C"])
  func aWordOfItIsTaken(key: String) throws {
    let program = try seat.start()
    try program.type("p lstm.W[0, :3] + 1", showing: "$1 = ")
    program.send("p")
    try seat.shows("p", then: " lstm.W[0, :3] + 1", program)
    program.send(key)
    try seat.shows("p lstm.W[0", then: ", :3] + 1", program)
    try seat.giveUp(program)
    try seat.leave(program)
  }

  /// At the line's end nothing is taken that is in words, and in the middle the keys move.
  @Test func whereNothingIsOfferedKeysMove() throws {
    let program = try seat.start()
    program.send("goto ")
    try seat.shows("goto ", then: "TICK|LOCATION|train@STEP", program)
    program.send(seat.right + "\u{5}")
    program.settle()
    try seat.shows("goto ", then: "TICK|LOCATION|train@STEP", program)
    program.send("dens\u{1}")
    try program.expectScreen { $0.currentLine == "\(seat.prompt) goto dens" }
    #expect(program.screen.lineToCursor == seat.prompt)
    #expect(program.screen.current(inked: TypingSeat.faint) == "")
    program.send(seat.right)
    try program.expectScreen { $0.lineToCursor == "\(seat.prompt) g" }
    program.send("\u{1B}2\u{1B}[C")  // twice
    try program.expectScreen { $0.lineToCursor == "\(seat.prompt) got" }
    program.send("\u{1B}f")
    try program.expectScreen { $0.lineToCursor == "\(seat.prompt) goto" }
    program.send("\u{5}")
    try seat.shows("goto dens", then: "e", program)
    try seat.giveUp(program)
    try seat.leave(program)
  }

  /// A copied screen holds what was typed, and nothing else.
  @Test func nothingIsLeftOfIt() throws {
    let program = try seat.start()
    program.send("st")
    try seat.shows("st", then: "ep", program)
    program.send(seat.enter)
    try program.expect("there is no command or value st")
    try program.expectScreen { $0.currentLine == seat.prompt }
    #expect(program.screen.lines.contains("\(seat.prompt) st"))
    program.send("unt")
    try seat.shows("unt", then: "il", program)
    try seat.giveUp(program)
    #expect(program.screen.lines.contains("\(seat.prompt) unt^C"))
    program.send("unt")
    try seat.shows("unt", then: "il", program)
    program.send("\u{15}")  // Ctrl-U
    try program.expectScreen { $0.currentLine == seat.prompt }
    program.send("\u{19}")  // Ctrl-Y
    try seat.shows("unt", then: "il", program)
    program.send(seat.backspace + seat.backspace + seat.backspace)
    try program.expectScreen { $0.currentLine == seat.prompt }
    #expect(!program.screen.lines.contains { $0.hasPrefix("\(seat.prompt) step") })
    #expect(!program.screen.text.contains("until"))
    try seat.leave(program)
  }

  // MARK: What words are

  @Test func wordsAreColouredAsTheyAreTyped() throws {
    let program = try seat.start()
    program.send("p sigmoid(lstm.f[0")
    try program.expectScreen { $0.current(inked: "4") == "([" }
    let screen = program.screen
    // The command, a function, the forget gate in its colour; both brackets are open.
    #expect(screen.current(inked: "182") == "sigmoid")
    #expect(screen.current(inked: "172") == "lstm.f")
    #expect(screen[screen.row, 11].ink == "1" && screen[screen.row, 12].ink == "")
    program.send("])")
    try program.expectScreen { $0.current(inked: "4") == "" }
    #expect(program.screen.currentLine == "\(seat.prompt) p sigmoid(lstm.f[0])")
    // What is no name any more has no colour any more.
    program.send("\u{1}" + seat.right + "q")
    try program.expectScreen { $0.current(inked: "4") == "pq" }
    #expect(program.screen.currentLine == "\(seat.prompt) pq sigmoid(lstm.f[0])")
    try seat.giveUp(program)
    try seat.leave(program)
  }

  @Test func whatIsUnknownIsSeenBeforeEnter() throws {
    let program = try seat.start()
    program.send("hlep")
    try seat.shows("hlep", then: "  did you mean help?", program)
    #expect(program.screen.current(inked: "209") == "hlep")
    #expect(program.screen.current(inked: "4") == "hlep")
    program.send(seat.enter)
    try program.expect("there is no command or value hlep")
    try program.expectScreen { $0.currentLine == seat.prompt }
    #expect(program.screen.lines.contains("\(seat.prompt) hlep"))
    // An open bracket goes on in the next line, whose names are known as well.
    program.send("p (1 +" + seat.enter)
    try program.expectScreen { $0.currentLine == ">" }
    program.send("lstm.f[0")
    try program.expectScreen { $0.current(inked: "4") == "[" }
    #expect(program.screen.current(inked: "172") == "lstm.f")
    try seat.giveUp(program)
    try seat.leave(program)
  }

  // MARK: Letters and rows

  @Test func wideLettersStayWhereTheyAre() throws {
    let program = try seat.start()
    try program.type("let 日本語 = 1", showing: "日本語")
    program.send("set prompt \"数\"" + seat.enter)
    try program.expectScreen { $0.currentLine == "数" }
    program.send("p 日")
    try seat.shows("p 日", then: "本語", program, prompt: "数")
    #expect(program.screen.column == 7)
    program.send(seat.right)
    try seat.shows("p 日本語", then: "", program, prompt: "数")
    program.send(seat.left + seat.left + "x")
    try program.expectScreen { $0.currentLine == "数 p 日x本語" }
    #expect(program.screen.column == 8)
    // A letter that joins another one leaves the line to libedit.
    program.send("e\u{301}")
    program.settle()
    program.send(seat.controlC)
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == "数" }
    program.send("set prompt default" + seat.enter)
    try seat.leave(program)
  }

  /// Only what has its row for itself is painted; a longer line is as libedit draws it.
  @Test func aLongLineIsPlain() throws {
    let program = try seat.start(columns: 40)
    program.send("p lstm.W[0, 0] + lstm.W[0")
    try program.expectScreen { $0.current(inked: "4") == "[" }
    program.send(", 1]  + b")
    let line = "\(seat.prompt) p lstm.W[0, 0] + lstm.W[0, 1]  + b"
    try program.expectScreen { $0.lines.joined().hasSuffix(line) }
    program.settle()
    let rows = program.screen.row - 1...program.screen.row
    #expect(rows.allSatisfy { row in (11..<40).allSatisfy { program.screen[row, $0].ink == "" } })
    program.send(String(repeating: seat.backspace, count: 10))
    try program.expectScreen { $0.current(inked: "110") == "lstm.Wlstm.W" }
    // What does not fit is cut, and what would be taken is not shown in part.
    program.send("\u{15}break             lstm.f ")
    try program.expectScreen { $0.current(inked: TypingSeat.faint) == "[i…" }
    try seat.giveUp(program)
    try seat.leave(program)
  }

  @Test func aResizedWindowShowsItOnce() throws {
    let program = try seat.start()
    for columns in [60, 100, 30, 80] {
      program.send("unt")
      try seat.shows("unt", then: "il", program)
      program.resize(columns: columns, rows: 24)
      try seat.shows("unt", then: "il", program)
      program.settle()
      #expect(program.screen.lines.count { $0.contains("until") } == 1)
      try seat.giveUp(program)
      #expect(!program.screen.text.contains("until"))
      program.send("clear" + seat.enter)
      try program.expectScreen { $0.text == seat.prompt }
    }
    try seat.leave(program)
  }
}

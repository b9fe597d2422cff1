import Containers
import Terminal
import TestSupport
import TestTraits
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The built program at a terminal, with a model: what stands on the screen, and what keys do.
@Suite(.enabled(if: Program.path != nil), .waits)
struct WalkAtATerminalTests {
  private let home = TemporaryDirectory()
  private let enter = "\r"
  private let tab = "\t"
  private let controlC = "\u{3}"
  private let prompt = PseudoTerminal.prompt

  private func start(
    _ arguments: [String] = [], columns: Int = 80, rows: Int = 24,
    environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try .program(arguments, home: home, environment: environment, columns: columns, rows: rows)
  }

  /// Types the beginning of a line; what Tab makes of it.
  private func complete(_ beginning: String, to line: String, in program: PseudoTerminal) throws {
    program.send(beginning + tab)
    // A finished word is followed by a blank, which no row ends in.
    try program.expectScreen { $0.lineToCursor == "\(prompt) \(line)".trimmedEnd }
    try giveUpTheLine(program)
  }

  /// Presses Ctrl-C once all keys before it are taken, for the terminal drops those that are not,
  /// and waits until it was heard: an empty prompt alone may be the one before.
  private func giveUpTheLine(_ program: PseudoTerminal) throws {
    program.settle()
    program.send(controlC)
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == prompt }
  }

  private func leave(_ program: PseudoTerminal) throws {
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.screen.unknown == [])
    #expect(program.isEchoing)
  }

  // MARK: What stands on a screen

  @Test func aWalkThroughXorStandsOnOneScreen() throws {
    let program = try start()
    try program.type("feed [0, 1]", showing: "4 equations")
    for tick in 1...4 { try program.type("step", showing: "tick \(tick) of 4") }
    let screen = program.screen.text
    #expect(screen.contains("feed [0, 1]"))
    for tick in 1...4 { #expect(screen.contains("tick \(tick) of 4")) }
    #expect(screen.contains("the end: dense_1 = [0.9984]"))
    // What was said at the start may go, the walk may not.
    #expect(!program.screen.scrolledOff.contains { $0.hasPrefix(prompt) })
    try leave(program)
  }

  /// An empty line steps again, and its prompt gives way to what it shows; no number of eight is left
  /// out.
  @Test func anEmptyLineStepsAgain() throws {
    let program = try start(["lstm", "--input", "[[0, 1], [2, 3], [4, 5]]"])
    try program.type("goto 8", showing: "tick 8 of 23")
    try program.type("step", showing: "tick 9 of 23")
    for tick in 10...14 { try program.type("", showing: "tick \(tick) of 23") }
    let rows = program.screen.lines
    let equations = [
      "f = σ(z[8:16])", "g = tanh(z[16:24])", "o = σ(z[24:32])", "C = f ⊙ C₋₁ + i ⊙ g",
      "h = o ⊙ tanh(C)",
    ]
    for equation in equations {
      #expect(rows.count { $0.hasPrefix("lstm@1  \(equation)  ") } == 1, "\(equation)")
    }
    #expect(rows.count { $0.hasPrefix(prompt) } <= 2)
    #expect(rows.allSatisfy { Terminal.width(of: $0) <= 80 && !$0.contains("…") })
    try leave(program)
  }

  /// `next` shows all of a timestep, every number of it, on the screens that people have.
  @Test(arguments: [(60, 18), (80, 24), (120, 40)])
  func aTimestepStandsOnOneScreen(columns: Int, rows: Int) throws {
    let program = try start(
      ["lstm", "--input", "[[0, 1], [2, 3], [4, 5]]"], columns: columns, rows: rows)
    try program.type("next", showing: "ticks 1–7 of 23")
    try program.type("next", showing: "ticks 8–14 of 23")
    let lines = program.screen.lines
    let start = try #require(lines.firstIndex { $0.hasPrefix("lstm  timestep 1 of 0…2") })
    for name in ["unit", "h₋₁", "C₋₁", "i", "f", "g", "o", "C", "h"] {
      let row = try #require(lines[start...].first { $0.hasPrefix("  \(name) ") }, "\(name)")
      #expect(row.split(separator: " ").count >= 9, "\(row)")
      #expect(Terminal.width(of: row) <= columns)
    }
    #expect(lines[start].hasSuffix("ticks 8–14 of 23"))
    try leave(program)
  }

  @Test(arguments: [40, 80, 200])
  func noLineIsGarbled(columns: Int) throws {
    let program = try start(["lstm", "--input", "ones"], columns: columns, rows: 40)
    try program.type("step", showing: "tick 1 of 23")
    try program.type("until lstm@1.C", showing: "tick 13 of 23")
    try program.type("list", showing: " ⊙ tanh(C)")
    try program.type("info values", showing: "timestep 1 of 0…2")
    let marks = ["tick 13 of 23", "C = f ⊙ C₋₁ + i ⊙ g", "timestep 1 of 0…2", "LSTM(8)"]
    let text = program.screen.scrolledOff.joined(separator: "\n") + "\n" + program.screen.text
    for mark in marks { #expect(text.contains(mark)) }
    // A row of numbers is whole: it ends with its bracket, on its own line or one below it.
    #expect(text.split(separator: "\n").contains { $0.hasPrefix("  C ") && $0.contains("[") })
    #expect(text.count { $0 == "[" } == text.count { $0 == "]" })
    try leave(program)
  }

  // MARK: Breakpoints

  /// The commands of a breakpoint are typed after a prompt of their own, and done at its stops.
  @Test func commandsOfABreakpointAreTypedLineByLine() throws {
    let program = try start(["lstm", "--input", "ones"])
    try complete("break LST", to: "break LSTM", in: program)
    try program.type("break lstm.C if C[0] < 9", showing: "breakpoint 1: lstm.C")
    try complete("condition ", to: "condition 1", in: program)
    program.send("commands" + enter)
    for line in ["silent", "", "p 40 + 2", "end"] {
      try program.expectScreen { $0.currentLine == ">" }
      program.send(line + enter)
    }
    try program.expectScreen { $0.currentLine == prompt }
    try program.type("continue", showing: "$1 = 42")
    #expect(!program.screen.text.contains("cell state"))
    // Ctrl-C gives the commands up, what was there stays; Ctrl-D ends them.
    program.send("commands 1" + enter)
    try program.expectScreen { $0.currentLine == ">" }
    try giveUpTheLine(program)
    try program.type("continue", showing: "$2 = 42")
    program.send("commands 1" + enter)
    try program.expectScreen { $0.currentLine == ">" }
    program.sendEnd()
    try program.expectScreen { $0.currentLine == prompt }
    try program.type("rc", showing: "cell state")
    try leave(program)
  }

  /// A watch over a run that never ends is stopped by Ctrl-C.
  @Test func aRunOverSamplesIsInterrupted() throws {
    let program = try start(["lstm"])
    program.send("run zeros((200000, 3, 2)) until output[0] > 2" + enter)
    try program.expect("\u{1B}[?2004l")
    usleep(60_000)
    program.send(controlC)
    try program.expect("interrupted")
    try program.expectScreen { $0.currentLine == prompt }
    try leave(program)
  }

  @Test func aWindowThatGrowsIsUsed() throws {
    let program = try start(["lstm", "--input", "ones"], columns: 60, rows: 40)
    try program.type("step", showing: "tick 1 of 23")
    program.resize(columns: 120, rows: 40)
    program.settle()
    try program.type("step", showing: "tick 2 of 23")
    let line = try #require(program.screen.lines.last { $0.hasSuffix("tick 2 of 23") })
    #expect(Terminal.width(of: line) == 120)
    try leave(program)
  }

  @Test func aLongListingIsPaged() throws {
    let model = Repository.fixture("graphs/nested-two-levels/k3.keras")
    let program = try start(
      [model, "--input", "ones"], rows: 12, environment: ["PAGER": "head -n 3; echo PAGED"])
    program.send("list all" + enter)
    try program.expect("PAGED")
    try program.expectScreen { $0.currentLine == prompt }
    #expect(!program.screen.text.contains("out  Dense"))
    try leave(program)
  }

  @Test func asciiWhereTheLocaleHasNothingElse() throws {
    let program = try start(environment: ["LANG": "C", "LC_ALL": "C"])
    try program.type("feed [0, 1]", showing: "4 equations")
    try program.type("list", showing: "a = sigmoid(z)")
    #expect(program.output.unicodeScalars.allSatisfy { $0.isASCII })
    try leave(program)
  }

  @Test func coloursCanBeHadAndBeLeft() throws {
    let coloured = try start()
    try coloured.type("feed [0, 1]", showing: "4 equations")
    try coloured.type("step", showing: "tick 1 of 4")
    #expect(coloured.output.contains("\u{1B}[38;5;63mdense\u{1B}[0m"))
    try leave(coloured)
    for arguments in [["--color", "never"], []] {
      let plain = try start(arguments, environment: arguments.isEmpty ? ["NO_COLOR": "1"] : [:])
      try plain.type("feed [0, 1]", showing: "4 equations")
      try plain.type("step", showing: "tick 1 of 4")
      #expect(!plain.output.contains("38;5;") && !plain.output.contains("\u{1B}[1"))
      try leave(plain)
    }
  }

  @Test func aDumbTerminalWalksToo() throws {
    let program = try start(environment: ["TERM": "dumb"])
    try program.type("feed [0, 1]", showing: "4 equations")
    try program.type("step", showing: "tick 1 of 4")
    try program.type("", showing: "tick 2 of 4")
    try giveUpTheLine(program)
    #expect(!program.output.contains("\u{1B}"))
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  // MARK: Completion

  @Test func everyKindOfWordIsCompleted() throws {
    let program = try start(["lstm", "--input", "ones"])
    try program.type("until lstm@1.f", showing: "tick 10 of 23")
    try complete("contin", to: "continue", in: program)
    try complete("until lst", to: "until lstm", in: program)
    try complete("goto den", to: "goto dense", in: program)
    try complete("p h_p", to: "p h_prev", in: program)
    try complete("p x @ W + h_prev @ U + den", to: "p x @ W + h_prev @ U + dense", in: program)
    try complete("p lstm@2.h", to: "p lstm@2.h", in: program)
    try complete("set prec", to: "set precision", in: program)
    try complete("set convention col", to: "set convention column", in: program)
    try complete("show edge", to: "show edgeitems", in: program)
    try complete("info wei", to: "info weights", in: program)
    try complete("help expec", to: "help expect", in: program)
    try complete("open ml", to: "open mlp", in: program)
    try complete("sample ne", to: "sample next", in: program)
    try complete("rev fin", to: "rev finish", in: program)
    try complete("zzz", to: "zzz", in: program)
    try leave(program)
  }

  @Test func filesAreCompleted() throws {
    home.write([0], to: "input data.npy")
    home.write([0], to: "walk.kst")
    let program = try start()
    try complete("source ~/wal", to: "source ~/walk.kst", in: program)
    try complete("feed ~/inp", to: "feed ~/input data.npy", in: program)
    let fixtures = Repository.path + "/Tests/Fixtures/xor-rel"
    program.send("open " + fixtures + tab)
    try program.expectScreen { $0.lines.joined().hasSuffix("xor-relu/") }
    program.send("k1.j" + tab + enter)
    try program.expect("Keras 2.2.4")
    try program.expectScreen { $0.currentLine == prompt }
    try leave(program)
  }

  @Test func tabTwiceListsWithNotes() throws {
    let program = try start(columns: 100, rows: 60)
    program.send("rest" + tab + " ")
    try program.expectScreen { $0.lineToCursor.hasPrefix("\(prompt) restart") }
    try giveUpTheLine(program)
    program.send("s" + tab + tab)
    try program.expect("execute the next equation")
    try program.expectScreen { $0.lineToCursor == "\(prompt) s" }
    for name in ["sample", "samples", "set", "show", "source", "step", "stepi", "summary"] {
      #expect(program.screen.lines.contains { $0.hasPrefix("\(name) ") }, "\(name)")
    }
    try giveUpTheLine(program)
    try leave(program)
  }

  // MARK: Ctrl-C

  /// A recurrent model whose sequences may be of any length.
  private func openEndedModel() throws -> [String] {
    let json = Repository.text("Tests/Fixtures/lstm-gates/k2.json")
    let open = json.split(separator: "null, 3, 2", omittingEmptySubsequences: false)
    #expect(open.count > 1)
    home.write(Array(open.joined(separator: "null, null, 2").utf8), to: "open.json")
    return [
      home.path + "/open.json", "--weights", Repository.fixture("lstm-gates/k2.weights.h5"),
    ]
  }

  @Test func controlCStopsALongRunAndKeepsIt() throws {
    let program = try start(try openEndedModel(), columns: 100, rows: 40)
    let last = 7 * 150_000 + 2
    try program.type("feed random(150000, 2, seed=1)", showing: "\(last) equations to step through")
    // Stopped where it is, however far that may be; with bad luck it was through.
    var stopped = false
    for _ in 0..<5 where !stopped {
      program.send("continue" + enter)
      try program.expect("\u{1B}[?2004l")
      usleep(20_000)
      program.send(controlC)
      try program.expect("tick ")
      try program.expectScreen { $0.currentLine == prompt }
      stopped = program.screen.text.contains("interrupted; continue goes on from here")
      // What the key shows ends its line: nothing is written behind it.
      #expect(program.screen.lines.contains("^C"))
      #expect(!program.screen.text.contains("^Clstm"))
      if !stopped { try program.type("feed random(150000, 2, seed=1)", showing: "fed") }
    }
    #expect(stopped)
    program.send("where" + enter)
    try program.expect("* #0  lstm@")
    try program.expect("tick ")
    try program.expectScreen { $0.currentLine == prompt }
    let line = try #require(program.screen.lines.last { $0.hasPrefix("tick ") })
    let tick = try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    #expect((1..<last).contains(tick))
    // The place is a whole one: the next step is the next tick, and one back is this one.
    try program.type("step", showing: "tick \(tick + 1) of \(last)")
    try program.type("rev step", showing: "tick \(tick) of \(last)")
    try program.type("p 40 + 2", showing: "42")
    try program.type("continue", showing: "the end: dense = ")
    #expect(program.screen.text.contains("tick \(last) of \(last)"))
    try leave(program)
  }

  @Test func controlCAtThePromptLosesNothing() throws {
    let program = try start(["lstm", "--input", "ones"])
    try program.type("step 3", showing: "tick 3 of 23")
    program.send("until lst" + controlC)
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == prompt }
    // The line that was given up is none to repeat.
    try program.type("where", showing: "tick 3 of 23")
    try program.type("step", showing: "tick 4 of 23")
    try leave(program)
  }

  @Test func pastedLinesAfterAFailureAreNotRun() throws {
    let program = try start(["xor", "--input", "[0, 1]"])
    program.send("\u{1B}[200~step\rfrob\rstep\rstep\u{1B}[201~")
    try program.expect("tick 1 of 4")
    try program.expect("there is no command or value frob")
    try program.expectScreen { $0.currentLine.hasPrefix(prompt) }
    program.settle()
    #expect(!program.output.contains("tick 2 of 4"))
    try giveUpTheLine(program)
    try leave(program)
  }

  // MARK: Output that is no terminal

  @Test func aPipeGetsDataAndNoPrompt() throws {
    let program = try #require(Program.path)
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "printf 'feed [0, 1]\\nstep\\n' | \"$0\" | cat", program])
    #expect(try terminal.waitForExit() == .status(0))
    #expect(!terminal.output.contains(prompt) && !terminal.output.contains("\u{1B}"))
    #expect(terminal.output.contains("tick 1 of 4\r\n"))
  }

  @Test func aRefusedFileLeavesTheSessionAlive() throws {
    home.write(Array("[[[".utf8), to: "bad.json")
    let program = try start(["xor", "--input", "[0, 1]"])
    try program.type("step", showing: "tick 1 of 4")
    try program.type("open ~/bad.json", showing: "bad.json: line 1, column 4: ")
    try program.type("step", showing: "tick 2 of 4")
    program.send("\u{1B}[A\u{1B}[A")
    try program.expectScreen { $0.currentLine == "\(prompt) open ~/bad.json" }
    try giveUpTheLine(program)
    try leave(program)
  }
}

extension String {
  /// Without blanks at its end, as a screen's row is.
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}

import TestSupport
import TestTraits
import Testing

@testable import Console

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whatever happens to the full screen, what is left is a screen that can be used.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ScreenSignalTests {
  private let seat = ScreenSeat()
  private let controlC = "\u{3}"
  private let controlZ = "\u{1A}"

  /// Whether the terminal is as a program that ended should leave it.
  private func isGivenBack(_ program: PseudoTerminal) -> Bool {
    let screen = program.screen
    return !screen.isSecond && screen.modes.contains("?25") && program.isEchoing
      && screen.modes.isDisjoint(with: ["?1049", "?1000", "?1006", "?2004"])
  }

  // MARK: Windows

  @Test func aWindowMayHaveAnySize() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    program.resize(columns: 120, rows: 40)
    try program.expectScreen { seat.isDrawn($0) && $0.lines[0].hasSuffix("tick 7 of 23 ─┐") }
    #expect(program.screen.text.contains("-0.1578 -0.0573"))
    program.resize(columns: 60, rows: 18)
    try program.expectScreen {
      $0.text.contains("the full screen needs 70 × 20, and this window has 60 ×")
    }
    #expect(!program.screen.text.contains("│"))
    program.resize(columns: 80, rows: 24)
    try program.expectScreen { seat.isDrawn($0) && $0.text.contains("│▶h    -0.16") }
    try seat.leave(program)
  }

  /// After many changes of the window, keys and a line at the foot between them, all is in its place.
  @Test func aStormOfSizesIsSurvived() throws {
    let program = try seat.start()
    var chance = Chance(seed: 8)
    for round in 0..<60 {
      program.resize(columns: 1 + chance.below(150), rows: 1 + chance.below(60))
      if round < 30, round % 7 == 0 { program.send(" ") }
      if round < 30, round % 11 == 0 { program.send(seat.down) }
      if round == 30 { program.send(":p 40") }
      if round % 5 == 0 { program.settle(for: 0.01) }
    }
    program.resize(columns: 80, rows: 24)
    try program.expectScreen { $0.text.contains("(kerastep) p 40") }
    program.send(" + 2" + seat.enter)
    try program.expectScreen { seat.isDrawn($0) && $0.text.contains("$1 = 42") }
    program.send("C")
    try seat.shows(program, tick: 0)
    try seat.press("n", in: program, tick: 7)
    let fresh = try seat.start()
    try seat.press("n", in: fresh, tick: 7)
    #expect(program.screen.lines.prefix(12) == fresh.screen.lines.prefix(12))
    try seat.leave(program)
    try seat.leave(fresh)
  }

  @Test func aWindowThatIsTooSmallKeepsThePrompt() throws {
    let program = try PseudoTerminal(
      Program.path ?? "", ["--tui"], environment: ["HOME": seat.home.path], columns: 60, rows: 18)
    try program.expect("the full screen needs 70 × 20, and this window has 60 × 18")
    try program.expectScreen { !$0.isSecond && $0.currentLine == "(kerastep)" }
    program.send("layout" + seat.enter)
    try program.expect("Make the window larger, then layout")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.resize(columns: 80, rows: 24)
    program.settle()
    program.send("layout" + seat.enter)
    try program.expectScreen(seat.isDrawn)
    try seat.leave(program)
  }

  @Test func aDumbTerminalKeepsThePrompt() throws {
    let program = try PseudoTerminal(
      Program.path ?? "", ["--tui"], environment: ["HOME": seat.home.path, "TERM": "dumb"])
    try program.expect("there is no full screen here")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    #expect(!program.output.contains("\u{1B}"))
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  @Test func aPipeKeepsItsLines() throws {
    let outcome = try Program.run(["--tui", "--input", "[0, 1]"], input: "step\nlayout\nstep\n")
    #expect(outcome.output.contains("tick 1 of 4") && !outcome.output.contains("\u{1B}"))
    #expect(outcome.messages.contains("there is no full screen here"))
    #expect(outcome.code == 2)
  }

  // MARK: Ctrl-X A

  /// It leads here from the prompt and back, and the line that was being typed is kept.
  @Test func controlXALeadsHereAndBack() throws {
    let program = try PseudoTerminal(
      Program.path ?? "", ["--input", "[0, 1]"], environment: ["HOME": seat.home.path])
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    let before = program.screen.lines.filter { !$0.hasPrefix("(kerastep)") }
    program.send("p x\u{18}a")
    try program.expectScreen(seat.isDrawn)
    program.send("\u{18}a")
    try program.expectScreen { !$0.isSecond && $0.currentLine == "(kerastep) p x" }
    let after = program.screen.lines.filter { !$0.hasPrefix("(kerastep)") }
    #expect(after.filter { !$0.isEmpty } == before.filter { !$0.isEmpty })
    program.settle()
    program.send(controlC)
    try program.expect("^C")
    // From the foot it leads back as well.
    program.send("\u{18}\u{1}")
    try program.expectScreen(seat.isDrawn)
    program.send(":")
    try program.expectScreen { $0.lines[22] == "(kerastep)" }
    program.send("\u{18}a")
    try program.expectScreen { !$0.isSecond && $0.currentLine == "(kerastep)" }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(isGivenBack(program))
  }

  // MARK: Signals

  @Test func controlCStopsALongRun() throws {
    let program = try seat.start(["lstm"])
    program.send(":run zeros((200000, 3, 2)) until output[0] > 2" + seat.enter)
    try program.expectScreen { $0.text.contains("(kerastep) run zeros") && seat.isDrawn($0) }
    usleep(200_000)
    program.send(controlC)
    // Between two samples, or inside one.
    let told = ["interrupted after sample", "interrupted; continue"]
    try program.expectScreen { screen in
      seat.isDrawn(screen) && told.contains { screen.text.contains($0) }
    }
    program.send(controlC)
    try program.expectScreen { $0.text.contains("q goes back to the prompt") }
    program.send(":p 40 + 2" + seat.enter)
    try program.expectScreen { $0.text.contains("$1 = 42") }
    try seat.leave(program)
  }

  /// What ends the program ends it as it does any other, and the terminal is given back before.
  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT], [false, true])
  func aSignalThatEndsGivesTheTerminalBack(signal: Int32, isTyping: Bool) throws {
    let program = try seat.start()
    if isTyping {
      program.send(":step")
      try program.expectScreen { $0.text.contains("(kerastep) step") }
    } else {
      try seat.press(" ", in: program, tick: 1)
    }
    kill(program.process, signal)
    #expect(try program.waitForExit() == .signal(signal))
    #expect(isGivenBack(program))
  }

  /// Ctrl-Z stops the program, the shell has its own screen, and fg brings everything back.
  @Test(arguments: [false, true]) func controlZStopsAndFgGoesOn(isTyping: Bool) throws {
    let shell = try PseudoTerminal(
      "bash", ["--norc", "--noprofile", "-i"],
      environment: ["HOME": seat.home.path, "PS1": "shell> ", "HISTFILE": nil])
    try shell.expectScreen { $0.currentLine == "shell>" }
    shell.send("\(Program.path ?? "") lstm --input ones --tui" + seat.enter)
    try shell.expectScreen(seat.isDrawn)
    try seat.press("n", in: shell, tick: 7)
    if isTyping {
      shell.send(":p 40")
      try shell.expectScreen { $0.currentLine == "(kerastep) p 40" }
    }
    let before = shell.screen.lines
    shell.send(controlZ)
    try shell.expectScreen { !$0.isSecond && $0.currentLine == "shell>" }
    #expect(shell.screen.modes.contains("?25"))
    #expect(shell.screen.modes.isDisjoint(with: ["?1000", "?1006"]))
    shell.send("echo in between" + seat.enter)
    try shell.expectScreen { $0.lines.contains("in between") && $0.currentLine == "shell>" }
    shell.send("fg" + seat.enter)
    try shell.expectScreen { $0.isSecond && $0.lines == before }
    if isTyping {
      shell.send(" + 2" + seat.enter)
      try shell.expectScreen { $0.text.contains("$1 = 42") }
    }
    try seat.press(" ", in: shell, tick: 8)
    shell.send("q")
    try shell.expectScreen { !$0.isSecond && $0.currentLine == "(kerastep)" }
    shell.sendEnd()
    try shell.expectScreen { $0.currentLine == "shell>" }
    #expect(shell.screen.lines.contains("in between"))
    shell.send("exit" + seat.enter)
    #expect(try shell.waitForExit() == .status(0))
  }

  /// What was stopped without being asked takes the terminal anew, for a shell has had it.
  @Test func aStopFromOutsideIsSurvived() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    let before = program.screen.lines
    let taking = "\u{1B}[?1049h"
    let count = program.output.split(separator: taking).count
    kill(program.process, SIGSTOP)
    usleep(50_000)
    kill(program.process, SIGCONT)
    try program.expectScreen { _ in program.output.split(separator: taking).count > count }
    try program.expectScreen { $0.lines == before }
    try seat.press(" ", in: program, tick: 8)
    try seat.leave(program)
  }

  /// quit, typed at the foot, leaves the program and the screen.
  @Test func quitLeavesBoth() throws {
    let program = try seat.start()
    program.send(":quit" + seat.enter)
    #expect(try program.waitForExit() == .status(0))
    #expect(isGivenBack(program))
    #expect(program.screen.text.contains("takes input_layer"))
  }

  /// A stop on the way of commands, displays and errors are told at the foot.
  @Test func whatIsToldStandsAtTheFoot() throws {
    let program = try seat.start()
    program.send(":break lstm.C if C[0] < 9" + seat.enter)
    try program.expectScreen { $0.text.contains("breakpoint 1: lstm.C") }
    program.send(":display f[5]" + seat.enter)
    try program.expectScreen { $0.text.contains("1: f[5]") }
    program.send("c")
    try seat.shows(program, tick: 6)
    try program.expectScreen { $0.text.contains("breakpoint 1, lstm@0.C if C[0] < 9") }
    try program.expectScreen { $0.text.contains("1: f[5] = 0.81396765") }
    // The panes show the place, which is not told once more.
    #expect(program.screen.lines.count { $0.contains("C = f ⊙ C₋₁ + i ⊙ g") } == 1)
    try seat.leave(program)
  }

  /// Lines up to end are typed at the foot, too.
  @Test func linesUpToEndAreTypedAtTheFoot() throws {
    let program = try seat.start()
    program.send(":define twice" + seat.enter)
    for line in ["step", "step", "end"] {
      try program.expectScreen { $0.currentLine == ">" }
      program.send(line + seat.enter)
    }
    try program.expectScreen(seat.isDrawn)
    program.send(":twice" + seat.enter)
    try seat.shows(program, tick: 2)
    try seat.leave(program)
  }
}

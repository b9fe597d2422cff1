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

/// The built program with the full screen, at a terminal that is read cell by cell.
@Suite(.enabled(if: Program.path != nil), .waits)
struct FullScreenTests {
  private let seat = ScreenSeat()

  // MARK: What is seen

  @Test func theFirstFrameShowsTheLayer() throws {
    let program = try seat.start()
    let lines = program.screen.lines
    #expect(program.screen.isSecond)
    #expect(
      lines[0] == "┌─ lstm ─────────────────┬─ lstm  timestep 0 of 0…2 ──────────── tick 0 of 23 ─┐"
    )
    #expect(
      lines[2] == "│   1 z = x·W + h₋₁·U + b│ x    · ·                                            │"
    )
    #expect(lines[8].hasPrefix("│   7 h = o ⊙ tanh(C)    │ g    · · ·"))
    #expect(lines[9].hasPrefix("│  dense ▸ "))
    #expect(
      lines[23] == " space step  b back  n/N timestep  e explain  w why  : command  ? help  q leave"
    )
    #expect(lines.allSatisfy { Terminal.width(of: $0) <= 80 })
    #expect(!program.screen.modes.contains("?25") && program.screen.modes.contains("?1006"))
    try seat.leave(program)
  }

  /// All numbers of eight units stand on a screen of 80 columns, and the one under the cursor is explained.
  @Test func aTimestepStandsOnTheScreen() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    let lines = program.screen.lines
    let row = "│  6 C = f ⊙ C₋₁ + i ⊙ g │ C    -0.23 -0.14 -0.12 -0.52 -0.47  0.57 -0.39  0.63│"
    #expect(lines.contains { $0.hasSuffix(row.suffix(54)) })
    #expect(lines.contains { $0.hasPrefix("│→  7 h = o ⊙ tanh(C)") })
    #expect(
      lines.contains { $0.contains("│▶h    -0.16 -0.06 -0.04 -0.45 -0.28  0.37 -0.20  0.50│") })
    #expect(lines.contains { $0.contains("├─ explain lstm@0.h[0] ─") })
    #expect(lines.contains { $0.contains("│   h[0] = o[0]·tanh(C[0])") })
    #expect(program.screen.texts(inked: "7") == ["-0.16"])
    #expect(lines[22] == "(kerastep) next")
    try seat.leave(program)
  }

  /// With a target the same layers stand there three times: those of the way back and of the update say so.
  @Test func theWayBackSaysSo() throws {
    let program = try seat.start([
      "lstm", "--input", "ones", "-e", "set loss mse", "-e", "target [0, 1]",
    ])
    let left = program.screen.lines.map { $0.prefix(24) }
    for call in [
      "loss ▸", "dense ▸", "loss ▸ backwards", "dense ▸ backwards", "lstm ▸ backwards", "update ▸",
      "lstm ▸ update", "dense ▸ update",
    ] {
      #expect(left.contains { $0.hasPrefix("│  \(call)  ") }, "\(call)")
    }
    try seat.leave(program)
  }

  /// Another program has the terminal as it is without the screen, which comes back as it was.
  @Test func aCommandOfTheShellHasTheTerminal() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    let before = program.screen.lines.prefix(21)
    program.send(":")
    try program.expectScreen { $0.modes.contains("?25") }
    program.send("!echo 42$((40 + 2))" + seat.enter)
    try program.expectScreen {
      !$0.isSecond && $0.lines.contains("4242") && $0.currentLine.hasPrefix("Enter goes back")
    }
    #expect(program.isEchoing)
    program.send(seat.enter)
    try seat.shows(program, tick: 7)
    #expect(program.screen.lines.prefix(21) == before)
    try seat.press(" ", in: program, tick: 8)
    try seat.leave(program)
  }

  // MARK: Moving

  @Test func arrowsMoveAndTheNumberIsExplained() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    program.send(seat.right + seat.right + seat.up)
    try program.expectScreen { $0.text.contains("├─ explain lstm@0.C[2] ─") }
    #expect(program.screen.texts(inked: "7") == ["-0.12"])
    program.send("\u{1B}[F")
    try program.expectScreen { $0.text.contains("├─ explain lstm@0.C[7] ─") }
    program.send("\u{1B}[H" + seat.left)
    try program.expectScreen { $0.text.contains("├─ explain lstm@0.C[0] ─") }
    // A step further the same unit is looked at.
    program.send(seat.right + " ")
    try program.expectScreen { $0.text.contains("├─ explain lstm@1.z[1] ─") }
    try seat.leave(program)
  }

  @Test func stepsBackShowWhatWas() throws {
    let program = try seat.start()
    try seat.press(" ", in: program, tick: 1)
    let first = program.screen.lines.prefix(18)
    try seat.press(" ", in: program, tick: 2)
    try seat.press("n", in: program, tick: 7)
    try seat.press("n", in: program, tick: 14)
    try seat.press("N", in: program, tick: 7)
    try seat.press("b", in: program, tick: 6)
    for tick in (1...5).reversed() { try seat.press("b", in: program, tick: tick) }
    #expect(program.screen.lines.prefix(18) == first)
    try seat.press("c", in: program, tick: 23)
    try program.expectScreen { $0.lines[22].hasPrefix("the end: dense = [") }
    try seat.press("C", in: program, tick: 0)
    try seat.leave(program)
  }

  /// Enter goes to where a number was computed, the number under the cursor; Backspace returns.
  @Test func enterGoesToTheOriginAndBackspaceReturns() throws {
    let program = try seat.start()
    program.send(":goto lstm@1.C" + seat.enter)
    try seat.shows(program, tick: 13)
    program.send(seat.right)
    try program.expectScreen { $0.text.contains("explain lstm@1.C[1]") }
    // The number where one stands: its operands can be chosen.
    program.send(seat.enter)
    try program.expectScreen { $0.texts(inked: "7").contains("f[1]") }
    program.send(seat.right)
    try program.expectScreen { $0.texts(inked: "7").contains("C₋₁[1]") }
    program.send(seat.enter)
    try seat.shows(program, tick: 6)
    #expect(program.screen.text.contains("explain lstm@0.C[1]"))
    #expect(program.screen.text.contains("(kerastep) goto lstm@0.C"))
    program.send(seat.backspace)
    try seat.shows(program, tick: 13)
    #expect(program.screen.text.contains("explain lstm@1.C[1]"))
    program.send(seat.backspace)
    try program.expectScreen { $0.text.contains("there is no place to return to") }
    // From the list of equations, too.
    program.send("\t" + seat.up)
    try program.expectScreen { $0.texts(inked: "7").contains { $0.contains("o = σ(z[24:32])") } }
    program.send(seat.enter)
    try seat.shows(program, tick: 12)
    program.send(seat.backspace)
    try seat.shows(program, tick: 13)
    try seat.leave(program)
  }

  @Test func theMouseGoesAndExplains() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    try seat.click(on: "5 o = σ", in: program)
    try seat.shows(program, tick: 5)
    try seat.click(on: "-0.39 -0.30", in: program)
    try program.expectScreen { $0.text.contains("explain lstm@0.g[1]") }
    try seat.click(on: "z[17]", in: program)
    try seat.shows(program, tick: 1)
    try program.expectScreen { $0.text.contains("explain lstm@0.z[17]") }
    try seat.click(on: "dense ▸", in: program)
    try seat.shows(program, tick: 22)
    #expect(program.screen.text.contains("│→ 22 z = x·W + b"))
    // The wheel moves over the numbers.
    let place = try #require(seat.find("z  ", in: program))
    program.send("\u{1B}[<65;\(place.column + 1);\(place.row + 1)M")
    try program.expectScreen { !$0.text.contains("explain dense.z[0]") }
    try seat.leave(program)
  }

  // MARK: Commands

  /// Every key is a command: it stands in the history and in the transcript.
  @Test func keysAreCommands() throws {
    let program = try seat.start()
    try seat.press(" ", in: program, tick: 1)
    try seat.press("n", in: program, tick: 7)
    program.send("e")
    try program.expectScreen { $0.text.contains("(kerastep) explain lstm@0.h[0]") }
    program.send("w")
    try program.expectScreen { $0.text.contains("(kerastep) why lstm@0.h[0]") }
    program.send("q")
    try program.expectScreen { $0.text.contains("├─ why lstm@0.h[0]") }
    try seat.quitScreen(program)
    program.send("transcript ~/walk.txt" + seat.enter)
    try program.expect("walk.txt")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    let transcript = seat.home.text("walk.txt")
    for line in [
      "layout on", "step", "next", "explain lstm@0.h[0]", "why lstm@0.h[0]", "layout off",
    ] {
      #expect(transcript.contains("(kerastep) \(line)\n"), "\(line)")
    }
    // What the panes showed stands there as the prompt would have shown it.
    #expect(transcript.contains("lstm@0  z = x·W + h₋₁·U + b"))
    program.send(seat.up + seat.up)
    try program.expectScreen { $0.currentLine == "(kerastep) layout off" }
    program.send(seat.up)
    try program.expectScreen { $0.currentLine == "(kerastep) why lstm@0.h[0]" }
    program.send("\u{3}")
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  /// The panes explain the number under the cursor; one that is typed is explained as well, and a weight's history.
  @Test func whatNoPaneShowsIsShown() throws {
    let program = try seat.start()
    try seat.press("n", in: program, tick: 7)
    for (command, text) in [
      ("explain lstm@0.C[2]", "= f[2]·C₋₁[2] + i[2]·g[2]"), ("why lstm@0.C[3]", "kept since"),
    ] {
      program.send(":")
      try program.expectScreen { $0.currentLine == "(kerastep)" }
      program.send(command + seat.enter)
      try program.expectScreen { $0.text.contains(text) }
      program.send("q")
      try program.expectScreen { seat.isDrawn($0) && !$0.text.contains(text) }
    }
    try seat.leave(program)
    let training = try seat.start([
      "xor-untrained", "-e", "samples", "-e", "train", "-e", "goto dense_1.b_next",
    ])
    training.send("w")
    try training.expectScreen { $0.text.contains("before step 0; the steps changed it by") }
    training.send("q")
    try training.expectScreen { seat.isDrawn($0) }
    try seat.leave(training)
  }

  @Test func aCommandIsTypedAtTheFoot() throws {
    let program = try seat.start()
    program.send(":")
    try program.expectScreen { $0.lines[22] == "(kerastep)" && $0.row == 22 }
    #expect(program.screen.modes.contains("?25"))
    program.send("p 40 + \t2")
    try program.expectScreen { $0.lines[22].hasPrefix("(kerastep) p 40 + ") }
    program.send(seat.enter)
    try program.expectScreen { $0.lines[22] == "$1 = 42" }
    #expect(program.screen.lines[23].hasPrefix(" space step"))
    #expect(!program.screen.modes.contains("?25"))
    // A wrong word is told, and nothing is lost.
    program.send(":frob" + seat.enter)
    try program.expectScreen { $0.text.contains("there is no command or value frob") }
    #expect(program.screen.lines[0].hasPrefix("┌─ lstm"))
    program.send("x")
    try program.expectScreen { $0.text.contains("x does nothing here; : begins a command") }
    // Given up, a line does nothing.
    program.send(":step")
    try program.expectScreen { $0.text.contains("(kerastep) step") }
    program.settle()
    program.send("\u{3}")
    try program.expectScreen { $0.lines[23].hasPrefix(" space step") }
    try seat.press(" ", in: program, tick: 1)
    try seat.leave(program)
  }

  /// A line that is longer than the screen, a list of completions and Ctrl-L stay in the foot.
  @Test func theFootIsAllThatThePromptTakes() throws {
    let program = try seat.start()
    let above = program.screen.lines.prefix(19)
    let text = "p " + (1...60).map { "\($0)" }.joined(separator: "+")
    program.send(":" + text)
    try program.expectScreen { $0.lines[22].hasSuffix("60") }
    #expect(program.screen.lines.prefix(19) == above)
    program.send("\u{C}")
    try program.expectScreen { $0.text.contains("+60") && $0.lines[0] == above.first }
    #expect(program.screen.lines.prefix(19) == above)
    program.send("\u{15}s\t\t")
    try program.expectScreen { $0.text.contains("more lines, type more letters") }
    #expect(program.screen.lines.prefix(19) == above)
    program.send("tep" + seat.enter)
    try seat.shows(program, tick: 1)
    try seat.leave(program)
  }

  @Test func whatIsLongIsReadAboveTheFoot() throws {
    let program = try seat.start()
    program.send("?")
    try program.expectScreen { $0.lines[0].hasPrefix("── help layout ──") }
    #expect(program.screen.text.contains("layout, tui: the full screen"))
    program.send(seat.down + seat.down)
    try program.expectScreen { $0.lines[0].contains("lines 3 to 19 of") }
    program.send(" ")
    try program.expectScreen { $0.text.contains("explain the number") }
    program.send("q")
    try program.expectScreen { $0.lines[0].hasPrefix("┌─ lstm") }
    // A lesson talks at the prompt.
    program.send(":quiz" + seat.enter)
    try program.expectScreen { !$0.isSecond && $0.currentLine.hasPrefix("(quiz 1/5)") }
    program.send("quit" + seat.enter)
    try program.expectScreen { $0.currentLine == "(kerastep)" }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  @Test func aPasteIsALineAndNoKeys() throws {
    let program = try seat.start()
    program.send("\u{1B}[200~quit\u{1B}[201~")
    try program.expectScreen { $0.lines[22] == "(kerastep) quit" }
    program.settle()
    program.send("\u{3}")
    try program.expectScreen { $0.lines[23].hasPrefix(" space step") }
    program.send(":\u{1B}[200~step\rstep\rp 1 + 1\r\u{1B}[201~")
    try program.expectScreen { $0.text.contains("$1 = 2") }
    try seat.shows(program, tick: 2)
    try seat.leave(program)
  }
}

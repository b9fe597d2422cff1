import TestSupport
import TestTraits
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The built program at a terminal, as a person uses its prompt. `make test` says where it is, in KERASTEP_BIN.
@Suite(.enabled(if: Program.path != nil), .waits)
struct TerminalSessionTests {
  private let home = TemporaryDirectory()
  private let prompt = "(kerastep) "
  private let left = "\u{1B}[D"
  private let up = "\u{1B}[A"
  private let backspace = "\u{7F}"
  private let tab = "\t"
  private let enter = "\r"
  private let controlC = "\u{3}"

  /// The program, waiting at its prompt.
  private func start(
    columns: Int = 80, _ environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try .program([], home: home, environment: environment, columns: columns, rows: 40)
  }

  /// Waits for a prompt with these words typed in its line.
  private func showsPrompt(_ program: PseudoTerminal, with line: String = "") throws {
    let wanted = line.isEmpty ? PseudoTerminal.prompt : "\(PseudoTerminal.prompt) \(line)"
    try program.expectScreen { $0.lineToCursor == wanted }
  }

  private func leave(_ program: PseudoTerminal) throws {
    try showsPrompt(program)
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  @Test func lettersOfSeveralBytesAreOneKeyEach() throws {
    let program = try start()
    program.send("größe 日本" + left + left + left + left + left + backspace + "x")
    try program.expectScreen { $0.currentLine == "\(prompt)grxße 日本" }
    #expect(program.screen.column == prompt.count + 3)
    program.send(controlC)
    try program.expect("^C")
    try leave(program)
  }

  @Test func linesComeBackInTheNextRun() throws {
    let first = try start()
    first.send("print 40 + 2" + enter)
    try first.expect("42")
    try leave(first)

    let second = try start()
    second.send(up)
    try showsPrompt(second, with: "print 40 + 2")
    second.send(controlC)
    try second.expect("^C")
    try showsPrompt(second)
    second.send("\u{12}40")  // Ctrl-R
    try second.expect("print 40 + 2")
    second.send(enter)
    try second.expect("42")
    try leave(second)
  }

  @Test func controlCDropsTheLineAndNothingElse() throws {
    let program = try start()
    program.send("print 1 + 1" + controlC)
    try program.expect("^C")
    try showsPrompt(program)
    program.send("print 40 + 2" + enter)
    try program.expect("42")
    try leave(program)
  }

  @Test func aPasteOfThreeLinesIsThreeCommands() throws {
    let program = try start()
    program.send("\u{1B}[200~print 40 + 2\rprint 50 + 3\rprint 60\u{1B}[201~")
    try program.expect("42")
    try program.expect("print 50 + 3")
    try program.expect("53")
    try showsPrompt(program, with: "print 60")
    program.send(" + 4" + enter)
    try program.expect("64")
    try leave(program)
  }

  @Test func tabCompletesAndTabTwiceLists() throws {
    let program = try start()
    program.send("contin" + tab + "x")
    try showsPrompt(program, with: "continue x")
    program.send(controlC)
    try program.expect("^C")
    try showsPrompt(program)
    program.send("u" + tab + tab)
    try program.expect("until")
    try showsPrompt(program, with: "u")
    program.send(controlC)
    try program.expect("^C")
    try leave(program)
  }

  @Test(arguments: [40, 80, 200])
  func aLongLineWraps(columns: Int) throws {
    let program = try start(columns: columns)
    let text = "print " + (1...30).map { "\($0)" }.joined(separator: "+")
    program.send(text)
    try program.expectScreen { $0.lines.joined().hasSuffix(prompt + text) }
    program.send(enter)
    try program.expect("465")
    try leave(program)
  }

  @Test func aResizedWindowShowsTheLineAnew() throws {
    let program = try start(columns: 40)
    let text = String(repeating: "0123456789", count: 5)
    program.send(text)
    try program.expectScreen { $0.lines.joined().hasSuffix(prompt + text) }
    program.resize(columns: 100, rows: 40)
    try showsPrompt(program, with: text)
    program.send("x")
    try showsPrompt(program, with: text + "x")
    program.send(controlC)
    try program.expect("^C")
    try leave(program)
  }

  @Test func whatIsTypedAheadIsNotLost() throws {
    let program = try start()
    program.send("print 40 + 2\rprint 50 + 3\rprint 60 + 4\r")
    for result in ["42", "53", "64"] { try program.expect(result) }
    try leave(program)
  }

  /// As gdb's: whether the pager would end by itself or not, and whatever it left the terminal like.
  @Test(arguments: [
    "cat >/dev/null; exec sleep 100", "trap '' INT; exec sleep 100",
    "trap '' INT; stty -echo -icanon </dev/tty; exec sleep 100",
  ])
  func controlCEndsThePager(script: String) throws {
    home.write(Array("#!/bin/sh\necho started\n\(script)\n".utf8), to: "pager")
    chmod(home.path + "/pager", 0o700)
    let program = try start(["PAGER": home.path + "/pager"])
    program.send("print -a ones(20000)" + enter)
    try program.expect("started")
    program.send(controlC)
    try showsPrompt(program)
    program.send("print 40 + 2" + enter)
    try program.expect("42")
    #expect(kill(-program.process, 0) == 0)
    try leave(program)
    #expect(kill(-program.process, 0) != 0)  // no process is left in its group
    #expect(program.isEchoing)
  }

  @Test(arguments: ["dumb", ""])
  func aDumbTerminalGetsNoEscapeSequence(terminal: String) throws {
    let program = try start(["TERM": terminal])
    program.send("print 40 + 2" + enter)
    try program.expect("42")
    try showsPrompt(program)
    program.send("abc" + controlC)
    try program.expect("^C")
    try leave(program)
    #expect(!program.output.contains("\u{1B}"))
  }

  @Test func noColorMeansNone() throws {
    let program = try start(["NO_COLOR": "1"])
    program.send("print 40 + 2" + enter)
    try program.expect("42")
    try leave(program)
    let colours = EscapeSequences(program.output).filter {
      if case .escape(let sequence) = $0 { sequence.hasSuffix("m") } else { false }
    }
    #expect(colours.isEmpty)
  }

  @Test func theLocaleCDoesNoHarm() throws {
    let program = try start(["LANG": "C", "LC_ALL": "C"])
    program.send("größe" + enter)
    // The prompt that is awaited is the next one: what is typed before it is dropped after a mistake.
    try program.expect("there is no command or value")
    try leave(program)
  }

  @Test func editrcIsHonoured() throws {
    home.write(Array("bind ^T ed-move-to-beg\n".utf8), to: ".editrc")
    let program = try start()
    program.send("bc\u{14}a")
    try program.expectScreen { $0.currentLine == prompt + "abc" }
    program.send(controlC)
    try program.expect("^C")
    try leave(program)
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func aSignalLeavesTheTerminalInOrder(signal: Int32) throws {
    let program = try start()
    program.send("abc")
    try showsPrompt(program, with: "abc")
    #expect(program.screen.modes.contains("?2004"))
    kill(program.process, signal)
    #expect(try program.waitForExit() == .signal(signal))
    #expect(program.screen.modes.isEmpty)
    #expect(program.isEchoing)
  }
}

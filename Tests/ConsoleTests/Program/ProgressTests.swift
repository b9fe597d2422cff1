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

/// A long command says how far it is, and leaves nothing of that behind.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ProgressTests {
  private let home = TemporaryDirectory()
  private let prompt = PseudoTerminal.prompt

  private func start(_ environment: [String: String?] = [:]) throws -> PseudoTerminal {
    let json = Repository.text("Tests/Fixtures/lstm-gates/k2.json")
      .replacing("null, 3, 2", with: "null, null, 2")
    home.write(Array(json.utf8), to: "open.json")
    let program = try PseudoTerminal.program(
      [home.path + "/open.json", "--weights", Repository.fixture("lstm-gates/k2.weights.h5")],
      home: home, environment: environment)
    program.send("feed random(60000, 2, seed=1)\r")
    try program.expect("420002 equations to step through")
    try program.expectScreen { $0.currentLine == prompt }
    return program
  }

  @Test func aLongWalkShowsItsTicks() throws {
    let program = try start()
    program.send("continue\r")
    try program.expect("the end: dense = ", timeout: 120)
    try program.expectScreen { $0.currentLine == prompt }
    // A fast machine is through before there is anything to say.
    let said = program.output.contains("of 420,002, ")
    #expect(said == program.output.contains("s; Ctrl-C stops"))
    #expect(!program.screen.text.contains("Ctrl-C stops"))
    #expect(program.screen.unknown == [])
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  /// What is interrupted leaves its ^C, and no half line.
  @Test func aLineThatIsInterruptedVanishes() throws {
    let program = try start()
    program.send("continue\r")
    usleep(900_000)
    program.send("\u{3}")
    try program.expect("tick ")
    try program.expectScreen { $0.currentLine == prompt }
    program.settle()
    #expect(!program.screen.text.contains("Ctrl-C stops"))
    #expect(!program.screen.lines.contains { $0.hasPrefix("^C") && $0 != "^C" })
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  @Test func aDumbTerminalShowsNone() throws {
    let program = try start(["TERM": "dumb"])
    program.send("continue\r")
    try program.expect("the end: dense = ", timeout: 120)
    #expect(!program.output.contains("Ctrl-C stops") && !program.output.contains("\u{1B}"))
  }

  @Test func aPipeGetsNone() throws {
    let outcome = try Program.run(["diagnose", "xor", "[0, 1]", "--got", "0.73"])
    #expect(!outcome.messages.contains("Ctrl-C stops"))
  }
}

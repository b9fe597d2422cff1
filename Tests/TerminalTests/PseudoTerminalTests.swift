import TestSupport
import TestTraits
import Testing

/// A program in our terminal behaves as in a person's.
@Suite(.waits)
struct PseudoTerminalTests {
  @Test func typingIsEchoedAndRead() throws {
    let cat = try PseudoTerminal("/bin/cat")
    cat.send("größe\r")
    try cat.expect("größe\r\ngröße\r\n")
    #expect(cat.screen.text == "größe\ngröße")
    cat.send("\u{4}")
    #expect(try cat.waitForExit() == .status(0))
  }

  @Test func controlCInterrupts() throws {
    let cat = try PseudoTerminal("/bin/cat")
    cat.send("abc\r")
    try cat.expect("abc\r\nabc")
    cat.send("\u{3}")
    #expect(try cat.waitForExit() == .signal(2))
  }

  @Test func theProgramSeesItsTerminalsSize() throws {
    let shell = try PseudoTerminal(
      "sh", ["-c", "trap 'stty size' WINCH; stty size; while read line; do :; done"],
      columns: 200, rows: 50)
    try shell.expect("50 200")
    shell.resize(columns: 40, rows: 10)
    shell.send("\r")
    try shell.expect("10 40")
    shell.send("\u{4}")
    #expect(try shell.waitForExit() == .status(0))
  }

  @Test func environmentAndStatus() throws {
    let shell = try PseudoTerminal(
      "sh", ["-c", "echo \"<$TERM> <$HOME> <$WORD>\"; exit 3"],
      environment: ["WORD": "wörd", "HOME": nil])
    #expect(try shell.waitForExit() == .status(3))
    #expect(shell.output.contains("<xterm> <> <wörd>"))
  }

  @Test func whatDoesNotComeIsReported() throws {
    let shell = try PseudoTerminal("sh", ["-c", "echo one; sleep 5"])
    #expect(throws: PseudoTerminal.Failure.self) { try shell.expect("two", timeout: 0.2) }
    #expect(throws: PseudoTerminal.Failure.self) { try PseudoTerminal("/nonexistent/program") }
  }
}

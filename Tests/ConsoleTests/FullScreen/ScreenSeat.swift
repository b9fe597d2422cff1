import Terminal
import TestSupport
import Testing

/// A person in front of the full screen.
struct ScreenSeat {
  let home = TemporaryDirectory()
  let enter = "\r"
  let backspace = "\u{7F}"
  let up = "\u{1B}[A"
  let down = "\u{1B}[B"
  let right = "\u{1B}[C"
  let left = "\u{1B}[D"

  /// The program with the full screen, its first frame drawn.
  func start(
    _ arguments: [String] = ["lstm", "--input", "[[0, 1], [2, 3], [4, 5]]"], columns: Int = 80,
    rows: Int = 24, environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    let program = try PseudoTerminal(
      Program.path ?? "", arguments + ["--tui"],
      environment: ["HOME": home.path].merging(environment) { $1 }, columns: columns, rows: rows)
    try program.expectScreen { isDrawn($0) }
    return program
  }

  func isDrawn(_ screen: Screen) -> Bool {
    screen.isSecond && screen.lines.last?.hasPrefix(" space step") == true
  }

  /// Presses a key and waits for the place that it leads to.
  func press(_ key: String, in program: PseudoTerminal, tick: Int) throws {
    program.send(key)
    try shows(program, tick: tick)
  }

  func shows(_ program: PseudoTerminal, tick: Int) throws {
    try program.expectScreen { isDrawn($0) && $0.lines[0].contains(" tick \(tick) of ") }
  }

  /// Where a text stands on the screen.
  func find(_ text: String, in program: PseudoTerminal) -> (row: Int, column: Int)? {
    for (row, line) in program.screen.lines.enumerated() {
      guard let range = line.firstRange(of: text) else { continue }
      return (row, Terminal.width(of: String(line[..<range.lowerBound])))
    }
    return nil
  }

  func click(on text: String, in program: PseudoTerminal) throws {
    let place = try #require(find(text, in: program))
    let report = "\(place.column + 1);\(place.row + 1)"
    program.send("\u{1B}[<0;\(report)M\u{1B}[<0;\(report)m")
  }

  /// Back to the prompt, where the screen is as it was before.
  func quitScreen(_ program: PseudoTerminal) throws {
    program.send("q")
    try program.expectScreen { !$0.isSecond && $0.currentLine == "(kerastep)" }
    #expect(program.screen.modes.contains("?25"))
    #expect(program.screen.modes.isDisjoint(with: ["?1049", "?1000", "?1006"]))
  }

  func leave(_ program: PseudoTerminal) throws {
    try quitScreen(program)
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.screen.unknown == [])
    #expect(program.isEchoing)
  }
}

import Terminal
import TestSupport
import TestTraits
import Testing

@testable import Console

/// Pictures on the screen of the built program.
@Suite(.enabled(if: Program.path != nil), .waits)
struct PlotAtATerminalTests {
  private let home = TemporaryDirectory()
  private let prompt = PseudoTerminal.prompt

  private func start(
    columns: Int = 80, _ environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try .program(
      ["lstm", "--input", "[[0, 1], [2, 3], [4, 5]]", "-e", "continue"], home: home,
      environment: environment, columns: columns)
  }

  private func leave(_ program: PseudoTerminal) throws {
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  @Test func aHeatmapIsColouredAndStandsOnOneScreen() throws {
    let program = try start()
    try program.type("plot lstm.C", showing: "0 in the middle")
    let rows = program.screen.lines
    #expect(rows.allSatisfy { Terminal.width(of: $0) <= 80 })
    #expect(rows.contains { $0.hasPrefix("     0    -0.23   -0.87   -1.66") })
    let colours = program.output.matches(of: /\u{1B}\[48;5;(\d+)m/).map { String($0.1) }
    #expect(Set(colours).isSuperset(of: ["25", "254", "166"]))
    #expect(program.screen.unknown == [])
    try leave(program)
  }

  /// A picture above the prompt is drawn in the window's new size, once; below another command it
  /// stays as it is.
  @Test func aPictureFollowsTheWindow() throws {
    let program = try start()
    func widest() -> Int { program.screen.lines.map { Terminal.width(of: $0) }.max() ?? 0 }
    func pictures() -> Int { program.screen.lines.count { $0.hasPrefix("sin(arange") } }
    try program.type("plot line sin(arange(60) / 9)", showing: "last")
    #expect((70...80).contains(widest()))
    program.send("p 1")
    try program.expectScreen { $0.currentLine == "\(prompt) p 1" }
    for columns in [120, 100, 60, 80] {
      program.resize(columns: columns, rows: 24)
      program.settle()
      try program.expectScreen {
        (columns - 10...columns).contains(widest()) && pictures() == 1
          && $0.currentLine == "\(prompt) p 1"
      }
    }
    try program.type("", showing: "$1 = 1")
    program.resize(columns: 120, rows: 24)
    program.settle()
    #expect(widest() <= 80)
    try leave(program)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": "vt100"]])
  func withoutColoursLettersStandForNumbers(environment: [String: String]) throws {
    let program = try start(environment)
    try program.type("plot lstm.C", showing: "0 in the middle")
    #expect(program.output.contains("-1.66≡"))
    #expect(!program.output.contains("\u{1B}[48;5;"))
    try leave(program)
  }

  @Test func theLocaleCGetsASCII() throws {
    let program = try start(["LANG": "C", "LC_ALL": "C", "NO_COLOR": "1"])
    for line in ["plot lstm.C", "plot lstm.C[2]", "plot hist lstm.W"] {
      try program.type(line, showing: line)
    }
    try program.type("graph", showing: "Dense(2, softmax)  (2)")
    #expect(program.output.contains("%%==--..++**##"))
    #expect(program.output.allSatisfy { $0.isASCII })
    try leave(program)
  }
}

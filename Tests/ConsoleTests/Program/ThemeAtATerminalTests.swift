import Terminal
import TestSupport
import TestTraits
import Testing

/// Which colours the built program writes at a terminal, and what it makes of the terminal's answers.
@Suite(.enabled(if: Program.path != nil), .waits)
struct ThemeAtATerminalTests {
  private let home = TemporaryDirectory()
  private let prompt = PseudoTerminal.prompt

  private func start(
    background: String? = nil, _ environment: [String: String?] = [:], _ arguments: [String] = []
  ) throws -> PseudoTerminal {
    try .program(
      ["lstm"] + arguments, home: home, environment: environment, background: background)
  }

  private func leave(_ program: PseudoTerminal) throws {
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.screen.unknown == [] && program.isEchoing)
  }

  /// The colour of the prompt says which theme it is.
  private func shows(_ theme: Theme, _ program: PseudoTerminal) -> Bool {
    program.output.contains("\u{1B}[\(theme.pen(.prompt).code)m\(prompt)")
  }

  @Test(arguments: ["0000/0000/0000", "ffff/ffff/ffff", nil] as [String?])
  func theTerminalSaysWhichItIs(background: String?) throws {
    let theme: Theme = background == nil ? .either : background == "ffff/ffff/ffff" ? .light : .dark
    let program = try start(background: background)
    #expect(shows(theme, program))
    try leave(program)
  }

  @Test func theVariableIsTheSecondSource() throws {
    let program = try start(["COLORFGBG": "0;15"])
    #expect(shows(.light, program))
    try leave(program)
    let both = try start(background: "0/0/0", ["COLORFGBG": "0;15"])
    #expect(shows(.dark, both))
    try leave(both)
  }

  @Test func aThemeIsChosen() throws {
    let program = try start(background: "0/0/0")
    try program.type("set theme light", showing: "theme: auto → light")
    #expect(shows(.light, program))
    try program.type("set theme contrast", showing: "light → contrast")
    #expect(shows(.darkContrast, program))
    try program.type("set theme plain", showing: "contrast → plain")
    #expect(shows(.plain, program))
    try leave(program)
  }

  /// An answer that is late finds the prompt, and is not typed there; the next prompt knows it.
  @Test func aLateAnswerIsNotTyped() throws {
    let program = try start()
    program.send("p 1\u{1B}[D")
    program.settle()
    #expect(program.screen.currentLine == "\(prompt) p 1")
    // This terminal has said what it is; one that has not yet may say all of it now.
    let silent = try PseudoTerminal(
      Program.path ?? "", ["lstm"], environment: ["HOME": home.path], answers: false)
    try silent.expectScreen { $0.currentLine == prompt }
    silent.send("p 4\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62;22c2")
    try silent.expectScreen { $0.currentLine == "\(prompt) p 42" }
    silent.send("\r")
    try silent.expect("$1 = 42")
    try silent.expectScreen { $0.currentLine == prompt }
    #expect(shows(.light, silent))
    try leave(silent)
  }

  /// What is typed while the terminal is asked is there at the prompt.
  @Test func whatIsTypedMeanwhileIsKept() throws {
    let program = try PseudoTerminal(
      Program.path ?? "", ["lstm"], environment: ["HOME": home.path], answers: false)
    try program.expect("\u{1B}[c")
    program.send("p 6\u{1B}[?62;22c")
    try program.expectScreen { $0.currentLine == "\(prompt) p 6" }
    program.send("\u{3}")
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == prompt }
    try leave(program)
  }

  /// Where there are no colours nothing is asked.
  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": "vt100"]])
  func nothingIsAskedWithoutColours(environment: [String: String]) throws {
    let program = try start(background: "0/0/0", environment)
    #expect(!program.output.contains("\u{1B}]11"))
    #expect(!program.output.contains("38;5;"))
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
  }

  /// A gate has one colour: in its equation, in the list, on the card and in the plot.
  @Test func aGateHasOneColour() throws {
    let program = try start(background: "0/0/0", [:], ["--input", "[[0, 1], [2, 3], [4, 5]]"])
    let code = Theme.dark.pen(.gate(1)).code
    let commands = [
      ("until lstm@0.f", "forget gate", "f"), ("list", "LSTM(8)", "f"), ("next", "unit", "f"),
      ("plot f", "(8) float32", "f"), ("plot lstm.f", "so far", "lstm.f"),
      ("plot f[5] over t", "last", "f[5]"),
    ]
    for (command, text, name) in commands {
      let before = program.output.count
      try program.type(command, showing: text)
      let shown = String(program.output.dropFirst(before))
      #expect(shown.contains("\u{1B}[\(code)m\(name)\u{1B}[0m"), "\(command): \(shown)")
    }
    try leave(program)
  }
}

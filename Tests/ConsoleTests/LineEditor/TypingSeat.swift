import Tensors
import TestSupport
import Testing

@testable import Console

/// A person who types at the prompt of a dark terminal, and reads the screen cell by cell.
struct TypingSeat {
  let home = TemporaryDirectory()
  let prompt = PseudoTerminal.prompt
  let enter = "\r"
  let controlC = "\u{3}"
  let right = "\u{1B}[C"
  let left = "\u{1B}[D"
  let backspace = "\u{7F}"

  /// The colour of what may come next in the dark theme.
  static let faint = "246"

  func start(
    _ arguments: [String] = ["lstm", "--input", "ones"], columns: Int = 80, rows: Int = 24,
    environment: [String: String?] = [:]
  ) throws -> PseudoTerminal {
    try .program(
      arguments, home: home, environment: environment, columns: columns, rows: rows,
      background: "0000/0000/0000")
  }

  /// Waits until the line shows what was typed, and behind it what may come next.
  func shows(
    _ typed: String, then rest: String, _ program: PseudoTerminal, prompt: String? = nil,
    ink: String = faint
  ) throws {
    let line = "\(prompt ?? self.prompt) \(typed)"
    do {
      try program.expectScreen { screen in
        screen.lineToCursor == line.trimmed || screen.lineToCursor == line
      }
      try program.expectScreen { screen in
        screen.current(inked: ink) == rest && screen.currentLine.hasSuffix(rest.trimmed)
      }
    } catch {
      Issue.record(
        "\(typed)|\(rest) is not shown: \(program.screen.currentLine)|\(program.screen.current(inked: ink))"
      )
      throw error
    }
  }

  /// Gives up the line, and waits for the next prompt.
  func giveUp(_ program: PseudoTerminal) throws {
    program.settle(for: 0.1)
    program.send(controlC)
    try program.expect("^C")
    try program.expectScreen { $0.currentLine == prompt }
  }

  func leave(_ program: PseudoTerminal) throws {
    try program.expectScreen { $0.currentLine == prompt }
    program.sendEnd()
    #expect(try program.waitForExit() == .status(0))
    #expect(program.screen.unknown == [] && program.isEchoing)
  }
}

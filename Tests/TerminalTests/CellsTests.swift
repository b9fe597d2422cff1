import TestSupport
import Testing

@testable import Terminal

/// What is written of a screenful is what differs, and makes the screen what it should be.
struct CellsTests {
  private static let letters = [
    "a", "b", " ", "─", "é", "日", "\u{1B}[1m", "\u{1B}[36m", "\u{1B}[0m",
  ]

  /// A screenful of 20 × 6, some of it written at random.
  private static func random(_ chance: inout Chance) -> Cells {
    var cells = Cells(columns: 20, rows: 6)
    for _ in 0..<chance.below(8) {
      let text = (0..<chance.below(12)).map { _ in
        letters[chance.below(letters.count)]
      }
      cells.put(
        text.joined(), row: chance.below(6), column: chance.below(20), upTo: 20)
    }
    return cells
  }

  @Test func aScreenIsWhatItWasMadeInto() {
    var chance = Chance(seed: 1)
    var screen = Screen(columns: 20, rows: 6)
    var shown: Cells?
    for _ in 0..<300 {
      let next = Self.random(&chance)
      screen.write(next.difference(from: shown))
      #expect(screen.lines == (0..<6).map(next.text))
      for row in 0..<6 {
        for column in 0..<20 where next[row, column].text != " " {
          let ink = screen[row, column].ink
          let sequence = "\u{1B}[0\(ink.isEmpty ? "" : ";")\(ink)m"
          #expect(next[row, column].ink.sequence == sequence)
        }
      }
      shown = next
    }
    #expect(screen.unknown == [])
  }

  @Test func onlyWhatDiffersIsWritten() {
    var before = Cells(columns: 20, rows: 6)
    before.put("f  0.97  0.61", row: 2, column: 1, upTo: 20)
    var after = before
    #expect(after.difference(from: before) == "")
    after.put("8", row: 2, column: 6, upTo: 20)
    #expect(after.difference(from: before) == "\u{1B}[3;7H\u{1B}[0m8")
    #expect(after.difference(from: nil).hasPrefix("\u{1B}[0m\u{1B}[2J"))
    let larger = Cells(columns: 21, rows: 6)
    #expect(larger.difference(from: before) == "\u{1B}[0m\u{1B}[2J")
  }

  @Test func forgottenRowsAreWrittenAnew() {
    var before = Cells(columns: 3, rows: 2)
    before.put("abc", row: 1, column: 0, upTo: 3)
    let after = before
    before.forget(rows: 1..<2)
    #expect(after.difference(from: before) == "\u{1B}[2;1H\u{1B}[0mabc")
  }

  /// What has no room is left out, and what commands a terminal is no letter.
  @Test func nothingIsWrittenOutside() {
    var cells = Cells(columns: 4, rows: 1)
    #expect(cells.put("12345", row: 0, column: 1, upTo: 9) == 4)
    #expect(cells.text(row: 0) == " 123")
    cells.put("x日", row: 0, column: 2, upTo: 4)
    #expect(cells.text(row: 0) == " 1x3")
    // Half a wide letter is none.
    cells.put("日", row: 0, column: 0, upTo: 4)
    #expect(cells.text(row: 0) == "日x3")
    cells.put("1", row: 0, column: 1, upTo: 4)
    #expect(cells.text(row: 0) == " 1x3")
    cells.put("a\u{7}\n\u{202E}b", row: 0, column: 0, upTo: 4)
    #expect(cells.text(row: 0) == "abx3")
    cells.put("z", row: 7, column: 0, upTo: 4)
    cells.put("z", row: 0, column: 4, upTo: 4)
    #expect(cells.text(row: 0) == "abx3")
  }

  @Test(arguments: [
    ("\u{1B}[1;36m", "\u{1B}[0;1;36m"), ("\u{1B}[36m\u{1B}[0m", "\u{1B}[0m"),
    ("\u{1B}[38;5;208m\u{1B}[48;5;25m", "\u{1B}[0;38;5;208;48;5;25m"),
    ("\u{1B}[38;2;1;2;3m\u{1B}[1m\u{1B}[22m", "\u{1B}[0;38;2;1;2;3m"),
    ("\u{1B}[7m\u{1B}[94;43m", "\u{1B}[0;7;94;43m"), ("\u{1B}[39m\u{1B}[K", "\u{1B}[0m"),
  ])
  func coloursAreTakenTogether(sequences: String, sequence: String) {
    var ink = Ink()
    for piece in EscapeSequences(sequences) {
      if case .escape(let one) = piece { ink.apply(one) }
    }
    #expect(ink.sequence == sequence)
    #expect(ink.reversed.reversed == ink)
    #expect(ink.reversed != ink)
  }
}

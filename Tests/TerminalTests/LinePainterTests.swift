import Containers
import Testing

@testable import Terminal

/// A line as it is painted: what is typed stays where it is, and nothing leaves the row.
struct LinePainterTests {
  private let style = Style(usesColour: true, usesASCII: false, theme: .dark)

  private func painter(_ columns: Int, _ style: Style? = nil) -> LinePainter {
    LinePainter(style: style ?? self.style, start: 11, columns: columns) {
      $0.columns
    }
  }

  private let hints = TypingHints(
    parts: [.init(0..<1, .name), .init(2..<3, .place)], offer: "W[0]", usage: " next")

  @Test func partsAndWhatFollows() {
    let text = painter(80).text("p x @ ", hints, isAtEnd: true)
    #expect(
      text
        == "\u{1B}[1mp\u{1B}[0m \u{1B}[38;5;110mx\u{1B}[0m @ \u{1B}[38;5;246mW[0] next\u{1B}[0m")
    #expect(painter(80).text("p x @ ", hints, isAtEnd: false).hasSuffix("x\u{1B}[0m @ "))
  }

  /// The last column stays free: a letter in it makes the terminal wait for the next row.
  @Test func nothingLeavesTheRow() {
    for columns in 1...40 {
      let painter = painter(columns)
      for line in ["", "p", "p x @ ", "p 日本 "] {
        let text = painter.text(line, hints, isAtEnd: true)
        let width = 11 + Terminal.width(of: text)
        guard painter.room(behind: line) != nil else {
          #expect(11 + Terminal.width(of: line) >= columns)
          continue
        }
        #expect(width < columns, "\(columns): \(text)")
      }
    }
  }

  /// An offer that has no room is not there to be taken; words are cut where one sees it.
  @Test func anOfferIsWholeOrNotThere() {
    #expect(painter(22).offer(hints, behind: "p x @ ") == "W[0]")
    #expect(painter(21).offer(hints, behind: "p x @ ") == "")
    #expect(painter(25).behind("p x @ ", hints) == "W[0] n…")
    #expect(painter(22).behind("p x @ ", hints) == "W[0]")
  }

  /// Letters of which nobody is sure how wide they are leave a line as it is.
  @Test(arguments: ["e\u{301}", "a\u{200D}", "\u{7}", "a\nbck:a", "\u{1F1E9}\u{1F1EA}"])
  func unsureLettersAreNotPainted(line: String) {
    let unsure = LinePainter(style: style, start: 11, columns: 80) {
      $0.value > 0x1F000 ? -1 : $0.columns
    }
    #expect(unsure.room(behind: line) == nil)
    #expect(unsure.offer(TypingHints(offer: line), behind: "p ") == "")
  }

  @Test func withoutColoursAndLetters() {
    let plain = Style(usesColour: false, usesASCII: true)
    let slip = TypingHints(parts: [.init(0..<4, .slip)], usage: " N … more")
    #expect(
      painter(80, plain).text("hlep", slip, isAtEnd: true)
        == "\u{1B}[4mhlep\u{1B}[0m\u{1B}[2m N ... more\u{1B}[0m")
    let named = painter(80, plain).text("p", hints, isAtEnd: false)
    #expect(named == "p")
    // What is shown otherwise than it would be typed is not offered.
    #expect(painter(80, plain).offer(TypingHints(offer: "σ(z)"), behind: "p ") == "")
  }
}

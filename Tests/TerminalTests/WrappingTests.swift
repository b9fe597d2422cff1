import Testing

@testable import Terminal

/// What holds of text that is broken between words, whatever the width.
struct WrappingTests {
  private static let text =
    "one sentence of words, some_of_them_rather_long_ones, 日本語 and e\u{301} too"

  @Test(arguments: [40, 47, 80, 200], ["", "  ", "step  ", "日本 "])
  func noWordIsLostAndEveryLineFits(width: Int, label: String) {
    let lines = Self.text.wrapped(after: label, to: width)
    #expect(lines.allSatisfy { $0.columns <= width })
    #expect(lines.first?.hasPrefix(label) == true)
    let margin = String(repeating: " ", count: label.columns)
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(margin) })
    let words = lines.joined(separator: " ").dropFirst(label.count).split(separator: " ")
    #expect(words == Self.text.split(separator: " "))
  }

  /// A line is broken only where the next word would not fit.
  @Test func linesAreFull() {
    let lines = Self.text.wrapped(to: 40)
    for (line, next) in zip(lines, lines.dropFirst()) {
      let word = next.split(separator: " ").first.map(String.init) ?? ""
      #expect(line.columns + 1 + word.columns > 40)
    }
  }

  /// A shape is one word.
  @Test(arguments: ["(3, 2)", "(None, 28, 28, 1),", "(?, 4)."])
  func noShapeIsBroken(shape: String) {
    for width in 40...60 {
      let text = "kerastep is a model of layers that takes x \(shape) (see the list, or two of it)"
      #expect(text.wrapped(to: width).contains { $0.contains(shape) } == true, "\(width)")
      #expect(text.wrapped(to: width).joined(separator: " ") == text)
    }
  }

  /// Nothing is broken before column 40, and a quotation not at all.
  @Test func whatIsLeftWhole() {
    let short = "as long as this is, it stays whole"
    #expect(short.wrapped(to: 10) == [short])
    let text = "\(Self.text)\n  \(Self.text)\n\nend"
    let lines = text.proseLines(to: 60)
    #expect(lines == Self.text.wrapped(to: 60) + ["  \(Self.text)", "", "end"])
  }
}

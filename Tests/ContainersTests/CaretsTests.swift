import Testing

@testable import Containers

/// Carets stand beneath the letters that they mark, as wide as a screen shows those.
struct CaretsTests {
  @Test(arguments: [
    ("x @ W", 0..<1, "^"), ("x @ W", 2..<5, "  ^^^"), ("x @ W", 5..<5, "     ^"),
    ("x", 3..<4, "   ^"), ("層 + x", 4..<5, "     ^"), ("a層b", 1..<2, " ^^"),
    ("é̂ + y", 4..<5, "    ^"),
  ])
  func standBeneathTheirPart(line: String, part: Range<Int>, carets: String) {
    #expect(Carets.line(under: line, part) == carets)
  }
}

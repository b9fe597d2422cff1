import Testing

@testable import Terminal

/// A paste is lines, whichever line break the terminal sends.
struct PasteTests {
  @Test(arguments: [
    ("", [], ""),
    ("one", [], "one"),
    ("one\rtwo", ["one"], "two"),
    ("one\r\ntwo\nthree\r", ["one", "two", "three"], ""),
    ("\n\n", ["", ""], ""),
    ("größe 日本", [], "größe 日本"),
  ])
  func lines(text: String, complete: [String], rest: String) {
    let paste = Paste(text.unicodeScalars)
    #expect(paste.complete == complete)
    #expect(paste.rest == rest)
  }

  @Test func noKeyIsPressedByAPaste() {
    #expect(Paste("a\tb\u{3}c\u{1B}[Ad".unicodeScalars).rest == "a bc[Ad")
  }
}

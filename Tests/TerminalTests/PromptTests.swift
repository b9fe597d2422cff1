import Testing

@testable import Terminal

/// Text for a screen: what of it takes room, and how much.
struct PromptTests {
  @Test func coloursAreMarked() {
    let prompt = Prompt("\u{1B}[1;34m(kerastep)\u{1B}[0m ")
    #expect(prompt.text == "(kerastep) ")
    #expect(prompt.marked == "\u{1}\u{1B}[1;34m\u{1}(kerastep)\u{1}\u{1B}[0m\u{1} ")
  }

  @Test func aColourIsNeverLast() {
    #expect(Prompt(">\u{1B}[0m").text == "> ")
    #expect(Prompt("plain").marked == "plain")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("größe", 5), ("e\u{301}", 1), ("日本", 4), ("h₋₁ = σ(z)", 10),
    ("\u{1B}[1mbold\u{1B}[0m", 4), ("\u{1B}[", 0), ("\u{1B}", 0),
  ])
  func width(text: String, columns: Int) {
    #expect(Terminal.width(of: text) == columns)
  }

  @Test func rows() {
    #expect(Terminal.rows(of: "0123456789", columns: 10) == (0, 10))
    #expect(Terminal.rows(of: "0123456789x", columns: 10) == (1, 1))
    #expect(Terminal.rows(of: "012345678日", columns: 10) == (1, 2))
    #expect(Terminal.rows(of: "a\nb\n", columns: 10) == (2, 0))
  }

  @Test func aPagerWhenThePromptFindsNoRow() {
    let size = TerminalSize(columns: 10, rows: 3)
    #expect(!Pager.needsPager("1\n2\n", on: size))
    #expect(Pager.needsPager("1\n2\n3\n", on: size))
    #expect(Pager.needsPager("0123456789 0123456789 0123456789", on: size))
  }
}

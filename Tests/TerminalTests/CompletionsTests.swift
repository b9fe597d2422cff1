import Testing

@testable import Terminal

struct CompletionsTests {
  private func completions(_ texts: String...) -> Completions {
    Completions(range: 0..<0, candidates: texts.map { Candidate($0) })
  }

  @Test func whatAllBeginWith() {
    #expect(completions("break", "back", "backtrace").commonPrefix == "b")
    #expect(completions("back", "backtrace").commonPrefix == "back")
    #expect(completions("größe", "grün").commonPrefix == "gr")
    #expect(completions("x", "y").commonPrefix == "")
    #expect(completions("one").commonPrefix == "one")
    #expect(Completions.none.commonPrefix == "")
  }

  @Test func somethingThatGoesOnGetsNoSpace() {
    #expect(["lstm.", "docs/", "lstm@", "a="].allSatisfy { Candidate($0).continues })
    #expect(!Candidate("break").continues)
    #expect(!Candidate("docs/", continues: false).continues)
  }

  @Test func columnsFitTheScreen() {
    let words = completions("one", "two", "three", "four", "five")
    #expect(words.listing(columns: 80, rows: 10) == "one    two    three  four   five\n")
    #expect(words.listing(columns: 20, rows: 10) == "one    three  five\ntwo    four\n")
    #expect(words.listing(columns: 18, rows: 10) == "one    four\ntwo    five\nthree\n")
    #expect(words.listing(columns: 5, rows: 10) == "one\ntwo\nthree\nfour\nfive\n")
    #expect(words.listing(columns: 4, rows: 3) == "one\ntwo\n… 3 more lines, type more letters\n")
  }

  @Test func wideLettersLineUp() {
    #expect(
      completions("日本", "x", "größe").listing(columns: 80, rows: 10) == "日本   x      größe\n")
  }

  @Test func notesStandBeside() {
    let noted = Completions(
      range: 0..<0,
      candidates: [Candidate("step", note: "one equation on"), Candidate("stepi")])
    #expect(noted.listing(columns: 80, rows: 10) == "step   one equation on\nstepi\n")
    #expect(noted.listing(columns: 12, rows: 10) == "step   one …\nstepi\n")
  }

  @Test func aNameFromAFileSendsNoControlSequence() {
    #expect(completions("a\u{1B}[2J").listing(columns: 80, rows: 10) == "a\u{FFFD}[2J\n")
  }
}

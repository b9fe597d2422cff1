import Testing

@testable import Terminal

/// What a terminal says of itself never becomes something typed.
struct TerminalAnswersTests {
  private static let identity = "\u{1B}[?62;22c"

  /// The keys among what came, with those that are held in the end.
  private func keys(_ text: String, in answers: inout TerminalAnswers) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 { bytes += answers.take(byte) }
    return String(decoding: bytes + answers.giveUp(), as: UTF8.self)
  }

  @Test(arguments: [
    ("rgb:0000/0000/0000", Background.Ground.dark), ("rgb:ffff/ffff/ffff", .light),
    ("rgb:1e1e/1e1e/2e2e", .dark), ("rgb:fd/f6/e3", .light), ("rgb:0/0/0", .dark),
    ("rgba:ffff/ffff/ffff/8000", .light),
  ])
  func aColourIsUnderstood(text: String, ground: Background.Ground) {
    for end in ["\u{7}", "\u{1B}\\"] {
      var answers = TerminalAnswers()
      #expect(keys("\u{1B}]11;\(text)\(end)", in: &answers) == "")
      #expect(answers.ground == ground && !answers.isOver)
      #expect(keys(Self.identity, in: &answers) == "")
      #expect(answers.isOver)
    }
  }

  @Test(arguments: ["", "rgb:", "rgb:12", "rgb:x/y/z", "what", "rgb:ffffff/0/0"])
  func whatIsNoColourSaysNothing(text: String) {
    var answers = TerminalAnswers()
    #expect(keys("\u{1B}]11;\(text)\u{7}", in: &answers) == "")
    #expect(answers.ground == nil)
  }

  /// Whatever is typed before, between and after the answers comes through, arrows and Escapes too.
  @Test(arguments: [
    "", "step", "\u{1B}[A", "\u{1B}", "\u{1B}\u{1B}", "\u{1B}[1;5C", "\u{1B}[200~x\u{1B}[201~",
    "ä→",
    "\u{1B}OH", "]11;", "c",
  ])
  func keysComeThrough(typed: String) {
    var answers = TerminalAnswers()
    let all = "\(typed)\u{1B}]11;rgb:0/0/0\u{7}\(typed)\(Self.identity)"
    #expect(keys(all, in: &answers) == typed + typed)
    #expect(answers.ground == .dark && answers.isOver)
    var none = TerminalAnswers()
    #expect(keys(typed, in: &none) == typed)
  }

  /// An answer that never ends is given back as keys: nothing waits for ever.
  @Test func anAnswerWithoutEndIsGivenUp() {
    var answers = TerminalAnswers()
    let text = "\u{1B}]11;" + String(repeating: "f", count: 500)
    #expect(keys(text, in: &answers) == text)
  }

  @Test func theVariableNamesTheGround() {
    #expect(Background.ground(ofVariable: "15;0") == .dark)
    #expect(Background.ground(ofVariable: "0;15") == .light)
    #expect(Background.ground(ofVariable: "0;default;7") == .light)
    #expect(Background.ground(ofVariable: "7;8") == .dark)
    for text in ["", "x", "15;default", "1;99"] {
      #expect(Background.ground(ofVariable: text) == nil)
    }
  }
}

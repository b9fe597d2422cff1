import Containers
import Testing
import TestSupport

@testable import Debugging

/// Patterns over names of places.
@Suite struct PatternTests {
  @Test(arguments: [
    ("f", "lstm.f", true), ("^f", "lstm.f", false), ("f$", "lstm.f", true), (".", "", false),
    ("^$", "", true), ("a|b$", "xb", true), ("a|b$", "bx", false),
    (#"lstm.*\.[fi]"#, "lstm_1.i", true),
    (#"\.[^f]$"#, "lstm.f", false), (#"dense(_\d+)?\.z"#, "dense_12.z", true),
    (#"^dense(_\d+)?\.z"#, "dense_x.z", false), ("a{2}", "a", false), ("^a{2}$", "aa", true),
    ("^a{1,2}$", "aaa", false), ("^a{2,}$", "aaaa", true), ("^(ab|c)+$", "abcab", true),
    ("^(ab|c)*$", "abca", false), ("[]x]", "]", true), ("[a-]", "-", true), (#"[\d_]"#, "_", true),
    (#"\W"#, "ab", false), ("x*?y", "y", true), ("日+", "日日", true), ("(a|)b", "b", true),
  ])
  func aPatternIsFoundOrNot(_ pattern: String, _ text: String, _ isFound: Bool) throws {
    try #expect(Pattern(pattern).matches(text) == isFound)
  }

  @Test(arguments: [
    ("", 0), ("[a", 0), ("a)", 1), ("(a", 0), ("*a", 0), ("a{", 1), ("a{3,2}", 1), ("a{999}", 1),
    (#"a\"#, 1), (#"\q"#, 0), ("[z-a]", 1), (#"[\D]"#, 1), ("((a{100}){100}){100}", 9),
  ])
  func aMistakeIsPointedAt(_ pattern: String, _ place: Int) throws {
    let error = try #require(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error.place == place, "\(error)")
    #expect("\(error)".split(separator: "\n").last?.count == place + 4)
  }

  /// Patterns for which one way after another takes forever take no time.
  @Test func noPatternIsSlow() throws {
    let text = String(repeating: "a", count: 60)
    let time = try ProcessorTime.of {
      try #expect(!Pattern("(a+)+$b").matches(text))
      try #expect(!Pattern("(a|a)*(a|a)*(a|a)*b").matches(text))
      try #expect(!Pattern("(a?){60}a{60}b").matches(text))
    }
    #expect(time < Duration.seconds(5).granted)
  }

  @Test func anyTextIsReadOrRefused() {
    var random = Chance("patterns")
    let letters = Array(#"ab.*+?{}[]()|^$\-,019dw/"#)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...12, using: &random)
      let text = String((0..<count).compactMap { _ in letters.randomElement(using: &random) })
      if let pattern = try? Pattern(text) { _ = pattern.matches("lstm_1.ab") }
      _ = try? PrintFormat(text.replacing("a", with: "%"))
    }
  }

  @Test func aFormatIsTakenApart() throws {
    let format = try PrintFormat(#"f %8.3f of %d%% "#)
    #expect(
      format.pieces == [
        .text("f "), .value(.fixed, width: 8, precision: 3), .text(" of "),
        .value(.whole, width: 0, precision: nil), .text("% "),
      ])
    #expect(format.count == 2)
    for (text, place) in [("a %q", 2), ("%99999999999999999999d", 0), ("%.99f", 0), ("%1234f", 0)] {
      let error = try #require(throws: PrintFormatError.self) { try PrintFormat(text) }
      #expect(error.place == place)
    }
  }
}

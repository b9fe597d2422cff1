import ModelSupport
import Models
import TestSupport
import Testing

/// Text that is typed without quotes is told which line was meant.
@Suite struct UnquotedTextTests {
  private func typical() throws -> Model {
    try ModelFile.open(Fixtures.path("texts/typical.k3.keras"))
  }

  @Test(arguments: [
    ("the cat sat", #""the cat sat""#), ("cat", #""cat""#), ("x the cat", #"x="the cat""#),
    ("x=the cat", #""the cat""#), ("it's a cat!", #""it's a cat!""#), ("12 cats", #""12 cats""#),
    ("1 2 3", #""1 2 3""#),
  ])
  func aTextIsShownInQuotes(_ typed: String, _ meant: String) throws {
    let model = try typical()
    let error = #expect(throws: InputError.self) { try Feed.read(typed, for: model) }
    #expect(error?.asTyped == meant)
    #expect(error?.hint.contains(meant) == true)
    // What is shown can be fed.
    _ = try Feed.read(meant, for: model)
  }

  @Test func severalWordsOfASampleAreShownAsAList() throws {
    let model = try ModelFile.open(Fixtures.path("texts/words.k3.keras"))
    let error = #expect(throws: InputError.self) { try Feed.read("cat dog", for: model) }
    #expect(error?.asTyped == #"["cat", "dog"]"#)
    let other = #expect(throws: InputError.self) { try Feed.read("a cat and a dog", for: model) }
    #expect(other?.asTyped == #"["word1", "word2"]"#)
  }

  @Test(arguments: ["missing/file.txt", "missing.txt"])
  func aFileThatIsNotThereIsNoText(_ typed: String) throws {
    let model = try typical()
    #expect {
      try Feed.read(typed, for: model)
    } throws: {
      ($0 as? InputError)?.asTyped == nil
    }
  }
}

import Containers
import Tensors
import TestSupport
import Testing

@testable import Models

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lists of words as people have them.
struct VocabularyTests {
  private let folder = TemporaryDirectory()

  private func written(_ text: String, as name: String = "m.words.txt") -> String {
    folder.write(Array(text.utf8), to: name)
    return "\(folder.path)/\(name)"
  }

  /// Windows' line ends and mark of order are none of the words; a blank line is a token without one.
  @Test(arguments: [
    "\n[UNK]\nthe\ncat\n", "\u{FEFF}\r\n[UNK]\r\nthe\r\ncat\r\n", "\n[UNK]\nthe\ncat",
  ])
  func aLineIsAToken(text: String) throws {
    let words = try Vocabulary(path: written(text))
    #expect(words.words == ["", "[UNK]", "the", "cat"])
    #expect(words.word(3) == "cat" && words.word(0) == nil && words.word(4) == nil)
    #expect(words.word(-1) == nil && words.word(.nan) == nil && words.word(2.5) == nil)
    #expect(words.named.map(\.token) == [1, 2, 3])
  }

  @Test func aSentenceIsFilledUp() throws {
    let words = try Vocabulary(path: written("\nthe\ncat\n"))
    let tokens = try words.tokens(of: " The  cat ", length: 4)
    #expect(tokens.elements == [1, 2, 0, 0] && tokens.shape == [4])
    #expect(words.sentence(tokens) == "the cat")
    #expect(try words.tokens(of: "cat", length: nil).elements == [2])
    #expect(throws: InputError.self) { try words.tokens(of: "the dog", length: 4) }
    #expect(throws: InputError.self) { try words.tokens(of: "the cat the", length: 2) }
  }

  @Test func whatIsNoTextIsRefused() {
    folder.write([0xFF, 0xFE, 0x00], to: "m.words.txt")
    #expect(throws: InputError.self) { try Vocabulary(path: "\(folder.path)/m.words.txt") }
    #expect(Vocabulary.beside("\(folder.path)/m.keras") == nil)
  }

  /// Words that nobody asked for come from the model's own folder.
  @Test func noLinkLeadsOutOfTheFolder() throws {
    let outside = TemporaryDirectory()
    outside.write(Array("secret\n".utf8), to: "words.txt")
    #expect(symlink("\(outside.path)/words.txt", "\(folder.path)/m.words.txt") == 0)
    #expect(Vocabulary.beside("\(folder.path)/m.keras") == nil)
    _ = written("inside\n", as: "other.txt")
    #expect(symlink("other.txt", "\(folder.path)/n.words.txt") == 0)
    #expect(Vocabulary.beside("\(folder.path)/n.keras")?.words == ["inside"])
    #expect(Vocabulary.beside("") == nil && Vocabulary.beside("nothing") == nil)
  }
}

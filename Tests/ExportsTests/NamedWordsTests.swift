import Testing

@testable import Exports

/// Which words lines of code name, and which of their lines nothing reads.
struct NamedWordsTests {
  @Test func wordsStandByThemselves() {
    #expect(["float z_1 = x[k0] + b;"].namedWords == ["float", "z_1", "x", "k0", "b"])
    #expect("exp(x)".names("exp") && !"expm1(x)".names("exp"))
  }

  @Test("what only an unread line reads is unread as well")
  func removesFromTheEnd() {
    var lines = ["a = x", "b = a", "c = a", "y = c", "// b"]
    lines.removeUnread([("a", 0), ("b", 1), ("c", 2)]) { !$0.hasPrefix("//") }
    #expect(lines == ["a = x", "c = a", "y = c", "// b"])
    var chain = ["a = x", "b = a", "c = b", "y = x"]
    chain.removeUnread([("a", 0), ("b", 1), ("c", 2)])
    #expect(chain == ["y = x"])
  }

  @Test func namesOfManyLikeOnesAreUnique() {
    var identifiers = Identifiers(avoiding: ["z_3"])
    #expect((0..<4).map { _ in identifiers.unique("z") } == ["z", "z_2", "z_4", "z_5"])
    #expect(identifiers.unique("z_2") == "z_2_2")
  }
}

import Tensors
import Terms
import TestSupport
import Testing

@testable import Debugging

/// What a person types for one number.
@Suite struct EntryTests {
  @Test(arguments: [
    ("z[3]", "z", [3]), ("W[0, 3]", "W", [0, 3]), ("W[0][3]", "W", [0, 3]), ("W [ -1 ]", "W", [-1]),
    ("W[−1]", "W", [-1]), ("lstm@2.C[5]", "lstm@2.C", [5]), ("output:1[0]", "output:1", [0]),
    ("m", "m", []), ("\"a b\"[2]", "a b", [2]),
  ])
  func aWordAndItsIndex(_ text: String, _ word: String, _ index: [Int]) throws {
    let parsed = try EntryWord(text) { $0 == "a b" }
    #expect(parsed.word == word)
    #expect(parsed.index == index)
  }

  @Test(arguments: [
    ("z[", EntryError.unclosed("z[")), ("z[0", .unclosed("z[0")), ("z]", .expression("z]")),
    ("", .expression("")), ("[0]", .expression("[0]")), ("x @ W", .expression("x @ W")),
    ("z[0:2]", .noIndex("z", "0:2")), ("z[]", .noIndex("z", "")), ("z[1,]", .noIndex("z", "")),
    ("a b", .severalWords("a b")),
    ("z[1.5]", .noIndex("z", "1.5")), ("z[0] + 1", .expression("z[0] + 1")),
  ])
  func whatIsNoWord(_ text: String, _ error: EntryError) {
    #expect(throws: error) { try EntryWord(text) }
  }

  /// Whatever is typed gives an entry that exists, or an error.
  @Test func anyTextIsRefusedOrIsAnEntry() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.resume()
    var random = Chance("entries")
    let pieces = [
      "lstm", "@", "2", "-1", ".", "C", "h_prev", "[", "]", ",", " ", "0", "5", "99", "z", "output",
      ":", "−", "-", "9223372036854775807", "-9223372036854775808", "\"", "W", "x",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 1...8, using: &random))
        .compactMap { _ in pieces.randomElement(using: &random) }.joined()
      guard let entry = try? machine.entry(text) else { continue }
      #expect((0..<entry.value.shape.count).contains(entry.element))
      _ = try machine.explanationTree(of: entry, depth: 2)
      _ = try? machine.history(of: entry)
    }
  }

  /// The first indices of a value over time are its timesteps.
  @Test func anIndexOverTime() throws {
    let machine = try Recipes.lstm.machine()
    _ = try machine.go(to: machine.location("lstm@2.f"))
    let entry = try machine.entry("lstm.f[1, 2]")
    #expect(entry.steps == [1])
    #expect(entry.element == 2)
    #expect(machine.place(of: entry) == "lstm@1.f[2]")
    #expect(try machine.entry("f[2]").steps == [2])
    #expect(throws: EntryError.later("lstm.f", timestep: 3, computed: 3)) {
      try machine.entry("lstm.f[3, 0]")
    }
  }

  /// Inside an equation the instruction just executed is the current number.
  @Test func theCurrentNumberInsideAnEquation() throws {
    let machine = try Recipes.lstm.machine()
    #expect(machine.currentEntry == nil)
    _ = try machine.move(.instruction)
    let entry = try #require(machine.currentEntry)
    #expect(entry.value.role == .intermediate)
    #expect(try machine.explanation(of: entry).source == nil)
    _ = try machine.move(.step)
    #expect(machine.currentEntry?.value.name.ascii == "z")
  }
}

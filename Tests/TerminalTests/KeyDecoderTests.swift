import Testing

@testable import Terminal

/// Keys are what terminals send for them.
struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    return text.unicodeScalars.compactMap { decoder.take($0) }
      + (decoder.giveUp().map { [$0] } ?? [])
  }

  @Test func lettersAreThemselves() {
    #expect(
      keys("aé ?:") == [.letter("a"), .letter("é"), .letter(" "), .letter("?"), .letter(":")])
    #expect(keys("\r\n\t\u{7F}\u{8}") == [.enter, .enter, .tab, .backspace, .backspace])
    #expect(keys("\u{C}\u{18}") == [.control("l"), .control("x")])
  }

  @Test(arguments: [
    ("[A", Key.up), ("OB", .down), ("[C", .right), ("OD", .left), ("[H", .home), ("[4~", .end),
    ("[5~", .pageUp), ("[6~", .pageDown), ("[Z", .backTab), ("[1;5C", .right), ("[15~", .other),
    ("x", .other), ("", .escape), ("[", .other), ("[1;", .other),
  ])
  func sequencesAreKeys(sequence: String, key: Key) {
    #expect(keys("\u{1B}" + sequence) == [key])
    #expect(keys("\u{1B}" + sequence + "\u{1B}[A").last == .up || key == .escape || key == .other)
  }

  @Test func theMouseIsReported() {
    #expect(keys("\u{1B}[<0;12;3M") == [.mouse(Mouse(.press, row: 2, column: 11))])
    #expect(keys("\u{1B}[<0;12;3m") == [.mouse(Mouse(.release, row: 2, column: 11))])
    #expect(keys("\u{1B}[<64;1;1M") == [.mouse(Mouse(.wheelUp, row: 0, column: 0))])
    #expect(keys("\u{1B}[<69;1;1M") == [.mouse(Mouse(.wheelDown, row: 0, column: 0))])
    #expect(
      keys("\u{1B}[<2;1;1M\u{1B}[<35;4;5M").map { $0 } == [
        .mouse(Mouse(.other, row: 0, column: 0)), .mouse(Mouse(.other, row: 4, column: 3)),
      ])
    #expect(
      keys("\u{1B}[<0;0;1M\u{1B}[<0;1M\u{1B}[<;;Mx") == [.other, .other, .other, .letter("x")])
  }

  @Test func aPasteIsOneKey() {
    #expect(keys("\u{1B}[200~step\rp x\u{1B}[201~q") == [.paste("step p x"), .letter("q")])
    // One that never ends is no paste that waits for ever.
    let long = keys("\u{1B}[200~" + String(repeating: "x", count: 70_000))
    #expect(long.count > 1)
  }

  /// Whatever comes, no key is made twice, and a new one is a key again.
  @Test func endlessSequencesEnd() {
    let all = keys("\u{1B}[" + String(repeating: "1;", count: 100) + "q")
    #expect(all.first == .other && all.last == .letter("q"))
  }
}

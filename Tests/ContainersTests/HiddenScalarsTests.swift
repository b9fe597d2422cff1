import Containers
import Testing

/// Which letters of a name are seen, and which are spelled out.
@Suite struct HiddenScalarsTests {
  private func hidden(_ text: String) -> [UInt32] {
    HiddenScalars(text).filter(\.isHidden).map(\.scalar.value)
  }

  @Test(arguments: [
    "größe", "שלום", "مرحبا", "日本語", "नमस्ते", "한국어", "e\u{301}", "σ₁", "🙂", "👩‍💻", "❤️", "👍🏽",
    "🏳️‍🌈", "👨‍👩‍👧", "\u{600}1", "100 %", "a_b/c:0",
  ])
  func lettersStayAsTheyAre(text: String) {
    #expect(hidden(text) == [])
  }

  @Test(
    arguments: [
      0x00, 0x07, 0x09, 0x0A, 0x1B, 0x7F, 0x85, 0x9B, 0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x180B,
      0x180E,
      0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2064,
      0x2066,
      0x2069, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041, 0xE007F, 0xE0100,
    ] as [UInt32])
  func whatIsNotSeenIsHidden(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    #expect(hidden("a\(scalar)b") == [value])
  }

  /// A joiner or selector is part of an emoji, or hidden.
  @Test func joinersAreNoPartOfLetters() {
    #expect(hidden("1\u{FE0F}") == [0xFE0F])
    #expect(hidden("👩\u{200D}x") == [0x200D])
    #expect(hidden("🙂\u{FE0F}\u{200D}\u{200D}🙂") == [0x200D, 0x200D])
    #expect(hidden("\u{200D}🙂") == [0x200D])
  }

  /// JSON text is plain, and reads back as the same value.
  @Test func jsonEscapesWhatIsHidden() throws {
    let scalars: [UInt32] = [
      0x01, 0x1B, 0x7F, 0x9B, 0xAD, 0x61C, 0x200D, 0x2028, 0x2029, 0x202E, 0x2066, 0xE000, 0xFE0F,
      0xFEFF, 0xE0041, 0xF0003, 0x10FFFD,
    ]
    let name = scalars.compactMap { Unicode.Scalar($0) }.map { "é\($0)" }.joined()
    let value = JSON.object([name: .string(name)])
    let seen = value.text.unicodeScalars.filter { $0.value > 0x7E || $0.value < 0x20 }
    #expect(seen.allSatisfy { $0 == "é" })
    #expect(value.text.contains("\\u202e") && value.text.contains("\\udb40\\udc41"))
    #expect(try JSON(parsing: value.text, file: "text") == value)
  }
}

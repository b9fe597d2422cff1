import TestSupport
import Testing

@testable import Containers

@Suite("checksums, Snappy and Protocol Buffers")
struct CompressionTests {
  private func sum(_ bytes: [UInt8], continuing start: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBytes { CRC32C.checksum($0, continuing: start) }
  }

  @Test("the checksums of RFC 3720, and those of LevelDB's own tests")
  func checksums() {
    #expect(sum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(sum([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
    #expect(sum([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
    #expect(sum(Array(0..<32)) == 0x46DD_794E)
    #expect(sum(Array((0..<32).reversed())) == 0x113F_DB5C)
    #expect(sum([]) == 0)
  }

  @Test("a checksum goes on from any place")
  func continued() {
    let bytes = (0..<100).map { UInt8($0 * 7 % 251) }
    for place in bytes.indices {
      let first = sum(Array(bytes[..<place]))
      #expect(sum(Array(bytes[place...]), continuing: first) == sum(bytes))
    }
    #expect(CRC32C.masked(0) == 0xA282_EAD8)
    #expect(CRC32C.masked(1) == 0xA284_EAD8)
  }

  private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    try Snappy.unpacked(Bytes(bytes), file: "f", place: "block").array
  }

  @Test(
    "what Snappy packed is unpacked: new bytes, pieces that were there, pieces that reach into themselves"
  )
  func snappy() throws {
    let text = Array(String(repeating: "layer_with_weights-1/kernel, ", count: 40).utf8)
    #expect(try unpacked(SnappyText.packed(text)) == text)
    #expect(try unpacked([3, 2 << 2, 97, 98, 99]) == [97, 98, 99])
    // One letter, then eleven of one that stands one place before, by the shortest form.
    #expect(try unpacked([12, 0, 97, 7 << 2 | 1, 1]) == [UInt8](repeating: 97, count: 12))
    // Lengths in bytes of their own, distances in two bytes and in four.
    #expect(try unpacked([4, 60 << 2, 1, 97, 98, 1 << 2 | 2, 2, 0]) == [97, 98, 97, 98])
    #expect(try unpacked([4, 1 << 2, 97, 98, 1 << 2 | 3, 2, 0, 0, 0]) == [97, 98, 97, 98])
    #expect(try unpacked([0]) == [])
  }

  @Test(
    "what Snappy did not pack is refused",
    arguments: [
      ([], "expected 1 more bytes"),
      ([5, 0, 97], "data that unpack to 5 bytes, found 1"),
      ([1, 2 << 2, 97, 98, 99], "data that unpack to 1 bytes, found more"),
      ([4, 0, 97, 2 << 2 | 2, 2, 0], "found one 2 bytes before byte 1"),
      ([4, 0, 97, 2 << 2 | 2, 0, 0], "found one 0 bytes before byte 1"),
      ([9, 63 << 2, 255, 255, 255, 255], "data that unpack to 9 bytes, found more"),
      ([0xFF, 0xFF, 0xFF, 0x7F], "a length that 4 packed bytes can give"),
      ([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2], "at most 64 bits"),
    ] as [([UInt8], String)])
  func snappyRefused(_ bytes: [UInt8], _ expected: String) {
    let message = refusal { try unpacked(bytes) }
    #expect(message.hasPrefix("f: block: Snappy data at byte 0: expected "))
    #expect(message.contains(expected), "\(message)")
  }

  private func fields(_ bytes: [UInt8]) throws -> [String] {
    var message = try Protobuf(Bytes(bytes), file: "f", structure: "message")
    var found: [String] = []
    while let field = try message.next() { found.append("\(field.number) \(text(field.value))") }
    return found
  }

  private func text(_ value: Protobuf.Value) -> String {
    switch value {
    case .varint(let bits): "\(bits)"
    case .fixed64(let bits): "\(bits) in 8"
    case .fixed32(let bits): "\(bits) in 4"
    case .bytes(let bytes): bytes.text
    }
  }

  @Test("fields of all kinds are read in their order, those of large numbers too")
  func protobuf() throws {
    #expect(
      try fields([8, 150, 1, 0x12, 2, 104, 105, 0x1D, 1, 0, 0, 0, 0x21, 2, 0, 0, 0, 0, 0, 0, 0])
        == ["1 150", "2 hi", "3 1 in 4", "4 2 in 8"])
    #expect(try fields([0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 7]) == ["536870911 7"])
    let most = [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(try fields([8] + most) == ["1 18446744073709551615"])
    #expect(Protobuf.Value.varint(.max).int == -1)
    #expect(try fields([]) == [])
  }

  @Test(
    "what is no message is refused",
    arguments: [
      ([8], "1 more bytes"), ([8, 0x80], "1 more bytes"), ([0x12, 9, 1], "9 more bytes"),
      ([0x0B], "a kind of field (0, 1, 2 or 5), found 3"),
      ([0, 1], "the number of a field, found 0"),
      ([8] + [UInt8](repeating: 0xFF, count: 10), "at most 64 bits"),
      ([0x12] + [UInt8](repeating: 0xFF, count: 9) + [1], "a length inside the message"),
      ([0x1D, 1], "4 more bytes"),
    ] as [([UInt8], String)])
  func protobufRefused(_ bytes: [UInt8], _ expected: String) {
    let message = refusal { try fields(bytes) }
    #expect(message.contains(expected), "\(message)")
  }
}

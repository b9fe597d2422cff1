import TestSupport

/// Ways to damage a file, chosen by a seeded generator: the same seed gives the same damage.
package struct Mutation {
  private var generator: Chance

  package init(seed: UInt64) { generator = Chance(seed: seed) }

  /// A damaged copy: a few changes of one kind or another, all over the file or near its structures.
  package mutating func damage(_ original: [UInt8]) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
      change(&bytes)
    }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0, 1: bytes[place(in: bytes)] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes[place(in: bytes)] = UInt8.random(in: 0...255, using: &generator)
    case 3, 4: overwrite(&bytes, with: wildInteger())
    case 5: swapBlocks(&bytes)
    case 6: overwrite(&bytes, with: copyOfEight(bytes))
    default:
      if Int.random(in: 0..<4, using: &generator) == 0 {
        bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      } else {
        zero(&bytes)
      }
    }
  }

  /// A position; three times out of four in the first 4 kilobytes or the last one, where formats keep structures.
  private mutating func place(in bytes: [UInt8]) -> Int {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0, 1: Int.random(in: 0..<min(bytes.count, 4096), using: &generator)
    case 2: Int.random(in: max(0, bytes.count - 1024)..<bytes.count, using: &generator)
    default: Int.random(in: 0..<bytes.count, using: &generator)
    }
  }

  /// A number at or near a limit, or a plausible address, in little-endian bytes.
  private mutating func wildInteger() -> [UInt8] {
    let limits: [UInt64] = [
      0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, .max,
      1 << 40, 96, 2048,
    ]
    let number =
      Bool.random(using: &generator)
      ? limits[Int.random(in: 0..<limits.count, using: &generator)]
      : UInt64.random(in: 0..<100_000, using: &generator)
    let near = number &+ UInt64.random(in: 0...2, using: &generator) &- 1
    let size = [1, 2, 4, 8][Int.random(in: 0..<4, using: &generator)]
    return (0..<size).map { UInt8(truncatingIfNeeded: near >> (8 * UInt64($0))) }
  }

  /// Eight aligned bytes from elsewhere: an address or length that means something in another place.
  private mutating func copyOfEight(_ bytes: [UInt8]) -> [UInt8] {
    let start = place(in: bytes) / 8 * 8
    return Array(bytes[start..<min(start + 8, bytes.count)])
  }

  private mutating func overwrite(_ bytes: inout [UInt8], with part: [UInt8]) {
    let start = place(in: bytes) / max(part.count, 1) * max(part.count, 1)
    for (offset, byte) in part.enumerated() where start + offset < bytes.count {
      bytes[start + offset] = byte
    }
  }

  private mutating func swapBlocks(_ bytes: inout [UInt8]) {
    let size = min(8 << Int.random(in: 0..<6, using: &generator), bytes.count)
    let (a, b) = (place(in: bytes) / 8 * 8, place(in: bytes) / 8 * 8)
    for offset in 0..<size where max(a, b) + offset < bytes.count {
      bytes.swapAt(a + offset, b + offset)
    }
  }

  private mutating func zero(_ bytes: inout [UInt8]) {
    let start = place(in: bytes)
    let end = min(bytes.count, start + Int.random(in: 1...64, using: &generator))
    for position in start..<end { bytes[position] = 0 }
  }
}

/// SipHash-2-4, by Jean-Philippe Aumasson and Daniel J. Bernstein: what `tf.strings.to_hash_bucket_strong` gives before it
/// divides.
package struct SipHash {
  private var v0, v1, v2, v3: UInt64

  package static func of(_ text: [UInt8], _ k0: UInt64, _ k1: UInt64) -> UInt64 {
    var hash = SipHash(k0, k1)
    let padding = [UInt8](repeating: 0, count: 7 - text.count % 8)
    let padded = text + padding + [UInt8(truncatingIfNeeded: text.count)]
    for place in stride(from: 0, to: padded.count, by: 8) {
      hash.take(padded[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
    hash.v2 ^= 0xFF
    for _ in 0..<4 { hash.round() }
    return hash.v0 ^ hash.v1 ^ hash.v2 ^ hash.v3
  }

  private init(_ k0: UInt64, _ k1: UInt64) {
    v0 = k0 ^ 0x736F_6D65_7073_6575
    v1 = k1 ^ 0x646F_7261_6E64_6F6D
    v2 = k0 ^ 0x6C79_6765_6E65_7261
    v3 = k1 ^ 0x7465_6462_7974_6573
  }

  private mutating func take(_ word: UInt64) {
    v3 ^= word
    round()
    round()
    v0 ^= word
  }

  private mutating func round() {
    v0 &+= v1
    v1 = SipHash.turned(v1, 13) ^ v0
    v0 = SipHash.turned(v0, 32)
    v2 &+= v3
    v3 = SipHash.turned(v3, 16) ^ v2
    v0 &+= v3
    v3 = SipHash.turned(v3, 21) ^ v0
    v2 &+= v1
    v1 = SipHash.turned(v1, 17) ^ v2
    v2 = SipHash.turned(v2, 32)
  }

  private static func turned(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word << bits | word >> (64 - bits)
  }
}

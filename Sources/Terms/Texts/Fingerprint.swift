/// The 64 bits that TensorFlow knows a text by (`tf.strings.to_hash_bucket_fast`): FarmHash's `Fingerprint64`, by Geoff Pike.
///
/// Words of 8 bytes, the lowest first, are multiplied, rotated and added; how many of them are read at once depends on how
/// long the text is: up to 16 bytes, 32, 64, and from there on 64 after the other.
package enum Fingerprint {
  private static let k0: UInt64 = 0xC3A5_C85C_97CB_3127
  private static let k1: UInt64 = 0xB492_B66F_BE98_F273
  private static let k2: UInt64 = 0x9AE1_6A3B_2F90_404F

  package static func of(_ text: [UInt8]) -> UInt64 {
    switch text.count {
    case ...16: short(text)
    case ...32: middle(text)
    case ...64: long(text)
    default: longest(text)
    }
  }

  /// One code for two, the second of them in the order in which they are crossed.
  package static func joined(_ first: UInt64, _ second: UInt64) -> UInt64 {
    let factor: UInt64 = 0xC6A4_A793_5BD1_E995
    let mixed = (first ^ factor ^ (shifted(second &* factor) &* factor)) &* factor
    return shifted(shifted(mixed) &* factor)
  }

  private static func shifted(_ x: UInt64) -> UInt64 { x ^ (x >> 47) }

  private static func rotated(_ x: UInt64, _ bits: UInt64) -> UInt64 {
    (x >> bits) | (x << (64 - bits))
  }

  /// The word of `size` bytes that begins in a place.
  private static func word(_ text: [UInt8], _ place: Int, _ size: Int = 8) -> UInt64 {
    text[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func mixed(_ u: UInt64, _ v: UInt64, _ factor: UInt64) -> UInt64 {
    let a = shifted((u ^ v) &* factor)
    return shifted((v ^ a) &* factor) &* factor
  }

  private static func factor(_ text: [UInt8]) -> UInt64 { k2 &+ UInt64(text.count) &* 2 }

  private static func short(_ s: [UInt8]) -> UInt64 {
    let n = s.count
    if n >= 8 {
      let (a, b) = (word(s, 0) &+ k2, word(s, n - 8))
      let c = rotated(b, 37) &* factor(s) &+ a
      return mixed(c, (rotated(a, 25) &+ b) &* factor(s), factor(s))
    }
    if n >= 4 { return mixed(UInt64(n) &+ word(s, 0, 4) << 3, word(s, n - 4, 4), factor(s)) }
    guard n > 0 else { return k2 }
    let y = UInt64(s[0]) &+ UInt64(s[n / 2]) << 8
    let z = UInt64(n) &+ UInt64(s[n - 1]) << 2
    return shifted(y &* k2 ^ z &* k0) &* k2
  }

  private static func middle(_ s: [UInt8]) -> UInt64 {
    let n = s.count
    let (a, b) = (word(s, 0) &* k1, word(s, 8))
    let (c, d) = (word(s, n - 8) &* factor(s), word(s, n - 16) &* k2)
    return mixed(
      rotated(a &+ b, 43) &+ rotated(c, 30) &+ d, a &+ rotated(b &+ k2, 18) &+ c, factor(s))
  }

  private static func long(_ s: [UInt8]) -> UInt64 {
    let (n, mul) = (s.count, factor(s))
    let (a, b) = (word(s, 0) &* k2, word(s, 8))
    let (c, d) = (word(s, n - 8) &* mul, word(s, n - 16) &* k2)
    let y = rotated(a &+ b, 43) &+ rotated(c, 30) &+ d
    let z = mixed(y, a &+ rotated(b &+ k2, 18) &+ c, mul)
    let (e, f) = (word(s, 16) &* mul, word(s, 24))
    let (g, h) = ((y &+ word(s, n - 32)) &* mul, (z &+ word(s, n - 24)) &* mul)
    return mixed(
      rotated(e &+ f, 43) &+ rotated(g, 30) &+ h, e &+ rotated(f &+ a, 18) &+ g, mul)
  }

  private static func longest(_ s: [UInt8]) -> UInt64 {
    var state = Rounds(s)
    let last = (s.count - 1) / 64 * 64
    for place in stride(from: 0, to: last, by: 64) { state.take(s, place, k1, 1) }
    let rest = UInt64((s.count - 1) % 64)
    let mul = k1 &+ (state.z & 0xFF) << 1
    state.w.0 = state.w.0 &+ rest
    state.v.0 = state.v.0 &+ state.w.0
    state.w.0 = state.w.0 &+ state.v.0
    state.take(s, s.count - 64, mul, 9)
    let left = mixed(state.v.0, state.w.0, mul) &+ shifted(state.y) &* k0 &+ state.z
    return mixed(left, mixed(state.v.1, state.w.1, mul) &+ state.x, mul)
  }

  /// What is kept from 64 bytes to the next.
  private struct Rounds {
    var x, y, z: UInt64
    var v: (UInt64, UInt64) = (0, 0)
    var w: (UInt64, UInt64) = (0, 0)

    init(_ s: [UInt8]) {
      x = 81 &* k2 &+ word(s, 0)
      y = 81 &* k1 &+ 113
      z = shifted(y &* k2 &+ 113) &* k2
    }

    mutating func take(_ s: [UInt8], _ place: Int, _ mul: UInt64, _ times: UInt64) {
      x = rotated(x &+ y &+ v.0 &+ word(s, place + 8), 37) &* mul ^ w.1 &* times
      y = rotated(y &+ v.1 &+ word(s, place + 48), 42) &* mul
      y = y &+ v.0 &* times &+ word(s, place + 40)
      z = rotated(z &+ w.0, 33) &* mul
      v = half(s, place, v.1 &* mul, x &+ w.0)
      w = half(s, place + 32, z &+ w.1, y &+ word(s, place + 16))
      swap(&x, &z)
    }

    /// 32 bytes into two words.
    private func half(
      _ s: [UInt8], _ place: Int, _ a: UInt64, _ b: UInt64
    ) -> (UInt64, UInt64) {
      let start = a &+ word(s, place)
      let turned = rotated(b &+ start &+ word(s, place + 24), 21)
      let sum = start &+ word(s, place + 8) &+ word(s, place + 16)
      return (sum &+ word(s, place + 24), turned &+ rotated(sum, 44) &+ start)
    }
  }
}

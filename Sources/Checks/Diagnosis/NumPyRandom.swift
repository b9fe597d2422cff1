/// `numpy.random.default_rng(seed).random()`: PCG64 (O'Neill 2014) with NumPy's way of making its
/// state from a seed.
///
/// Shown masks of dropout are drawn by it in scripts, so that a number made with one can be named.
struct NumPyRandom {
  private var state: UInt128
  private let increment: UInt128

  init(seed: UInt32) {
    var pool = Pool(seed: seed)
    let words = (0..<4).map { _ in UInt64(pool.next()) | UInt64(pool.next()) << 32 }
    let start = UInt128(words[0]) << 64 | UInt128(words[1])
    let sequence = UInt128(words[2]) << 64 | UInt128(words[3])
    increment = sequence << 1 | 1
    state = 0
    step()
    state &+= start
    step()
  }

  private mutating func step() {
    state = state &* (0x2360_ed05_1fc6_5da4 << 64 | 0x4385_df64_9fcc_f645) &+ increment
  }

  /// Even over 0 ≤ x < 1, in steps of 2⁻⁵³.
  mutating func uniform() -> Double {
    step()
    let word = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let turn = UInt64(truncatingIfNeeded: state >> 122)
    let turned = word >> turn | word << ((64 - turn) & 63)
    return Double(turned >> 11) * 0x1p-53
  }

  /// NumPy's `SeedSequence` of one word.
  private struct Pool {
    private var words: [UInt32] = []
    private var hash: UInt32 = 0x43b0_d7e5
    private var place = 0

    init(seed: UInt32) {
      for index in 0..<4 { words.append(hashed(index == 0 ? seed : 0)) }
      for source in 0..<4 {
        for target in 0..<4 where source != target {
          words[target] = Pool.mixed(words[target], hashed(words[source]))
        }
      }
      hash = 0x8b51_f9dd
    }

    private mutating func hashed(_ word: UInt32) -> UInt32 {
      var word = word ^ hash
      hash &*= 0x931e_8875
      word &*= hash
      return word ^ word >> 16
    }

    private static func mixed(_ a: UInt32, _ b: UInt32) -> UInt32 {
      let word = 0xca01_f9dd &* a &- 0x4973_f715 &* b
      return word ^ word >> 16
    }

    mutating func next() -> UInt32 {
      var word = words[place % 4] ^ hash
      place += 1
      hash &*= 0x58f3_8ded
      word &*= hash
      return word ^ word >> 16
    }
  }
}

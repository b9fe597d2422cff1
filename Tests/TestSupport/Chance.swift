/// Choices by a seed: the same seed gives the same ones, everywhere. Vigna's SplitMix64.
package struct Chance: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// Choices by a word, for tests that many things are drawn in.
  package init(_ word: String) {
    state = word.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to and without a limit; 0 where there is none.
  package mutating func below(_ limit: Int) -> Int {
    limit > 0 ? Int.random(in: 0..<limit, using: &self) : 0
  }

  /// One of several; nil when there are none.
  package mutating func any<Choice>(_ choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[below(choices.count)]
  }

  /// Numbers between −scale and scale that a float holds.
  package mutating func numbers(_ count: Int, _ scale: Double) -> [Double] {
    (0..<count).map { _ in Double(Float(Double.random(in: -scale...scale, using: &self))) }
  }
}

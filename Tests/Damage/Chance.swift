/// Choices by a seed: the same seed gives the same ones.
public struct Chance {
  private var generator: SplitMix64

  public init(seed: UInt64) { generator = SplitMix64(state: seed) }

  /// A number from 0 up to and without a limit; 0 where there is none.
  public mutating func below(_ limit: Int) -> Int {
    limit > 0 ? Int.random(in: 0..<limit, using: &generator) : 0
  }

  /// One of several; nil when there are none.
  public mutating func any<Choice>(_ choices: [Choice]) -> Choice? {
    choices.isEmpty ? nil : choices[below(choices.count)]
  }
}

import Tensors

/// Numbers drawn at random before a run, as layers do in training: which elements a Dropout keeps, what noise adds.
package struct Draw: Sendable {
  /// What is drawn.
  package enum Kind: Sendable, Hashable {
    /// Truth values, false as often as the rate says.
    case keeping(rate: Double)
    /// Numbers of a normal distribution.
    case normal(mean: Double, deviation: Double)
  }

  package let value: Int
  package let kind: Kind
  /// Whether all samples get the same.
  package let isShared: Bool
  let seed: Int

  /// Truth values as 1 and 0, anew in every step of training; the same on every computer, normal numbers once they are
  /// rounded to single precision.
  package func numbers(_ count: Int, sample: Int, step: Int = 0) -> [Double] {
    // Seeds near each other would begin alike but for their first step.
    let own = seed &+ value &* 65_537 &+ (isShared ? 0 : sample) &+ step &* 1_000_003
    var seeds = RandomNumbers(seed: own)
    var numbers = RandomNumbers(seed: Int(truncatingIfNeeded: seeds.next()))
    switch kind {
    case .keeping(let rate):
      return (0..<count).map { _ in numbers.uniform() >= rate ? 1 : 0 }
    case .normal(let mean, let deviation):
      return (0..<count).map { _ in
        DType.float32.rounded(mean + deviation * numbers.normal())
      }
    }
  }
}

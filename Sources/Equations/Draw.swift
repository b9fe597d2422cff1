import Tensors

/// Truth values drawn at random before a run: which elements a Dropout keeps.
package struct Draw: Sendable {
  package let value: Int
  /// How likely an element is false.
  package let rate: Double
  /// Whether all samples get the same.
  package let isShared: Bool
  let seed: Int

  /// 1 for true, 0 for false, anew in every step of training; the same on every computer.
  package func numbers(_ count: Int, sample: Int, step: Int = 0) -> [Double] {
    // Seeds near each other would begin alike but for their first step.
    let own = seed &+ value &* 65_537 &+ (isShared ? 0 : sample) &+ step &* 1_000_003
    var seeds = RandomNumbers(seed: own)
    var numbers = RandomNumbers(seed: Int(truncatingIfNeeded: seeds.next()))
    return (0..<count).map { _ in numbers.uniform() >= rate ? 1 : 0 }
  }
}

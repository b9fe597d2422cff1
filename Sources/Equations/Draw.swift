import Tensors

/// Truth values drawn at random before a run: which elements a Dropout keeps.
package struct Draw: Sendable {
  package let value: Int
  /// How likely an element is false.
  package let rate: Double
  /// Whether all samples get the same.
  package let isShared: Bool
  let seed: Int

  /// 1 for true, 0 for false; the same on every computer.
  package func numbers(_ count: Int, sample: Int) -> [Double] {
    // Seeds near each other would begin alike but for their first step.
    var seeds = RandomNumbers(seed: seed &+ value &* 65_537 &+ (isShared ? 0 : sample))
    var numbers = RandomNumbers(seed: Int(truncatingIfNeeded: seeds.next()))
    return (0..<count).map { _ in numbers.uniform() >= rate ? 1 : 0 }
  }
}

import Containers

/// What an array's numbers are like: their range, their mean, their length, and what is odd in them.
package struct Statistics: Sendable, Equatable {
  package let count: Int
  /// Of the finite numbers; NaN when there are none.
  package let minimum, mean, maximum: Double
  /// The mean distance from the mean, √(Σ(x − mean)²/n), of the finite numbers.
  package let deviation: Double
  /// √Σx² of the finite numbers.
  package let norm: Double
  package let zeros, notNumbers, infinities: Int

  /// Throws where one is interrupted.
  package init(_ tensor: Tensor) throws(Interrupted) {
    let finite = tensor.elements.filter(\.isFinite)
    try Interruption.check()
    let size = Double(finite.count)
    let mean = finite.reduce(0, +) / size
    try Interruption.check()
    count = tensor.count
    minimum = finite.min() ?? .nan
    maximum = finite.max() ?? .nan
    self.mean = mean
    deviation = (finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / size).squareRoot()
    try Interruption.check()
    norm = finite.reduce(0) { $0 + $1 * $1 }.squareRoot()
    try Interruption.check()
    zeros = finite.count { $0 == 0 }
    notNumbers = tensor.elements.count(where: \.isNaN)
    infinities = tensor.count - finite.count - notNumbers
  }

  /// How many numbers of a function that is bounded lie within a distance of its bounds.
  package static func saturated(
    _ tensor: Tensor, _ bounds: ClosedRange<Double>, within distance: Double = 1e-3
  ) -> (low: Int, high: Int) {
    (
      tensor.elements.count { $0 <= bounds.lowerBound + distance },
      tensor.elements.count { $0 >= bounds.upperBound - distance }
    )
  }
}

import Tensors

/// How an array of another implementation differs from what was computed here, as a whole.
package struct ArrayComparison: Sendable {
  package let name: String
  package let shape: Shape
  /// How many of its numbers are too far apart.
  package let differing: Int
  package let count: Int
  /// max |own − other|; infinite where one of two numbers alone is NaN or infinite.
  package let largest: Double
  /// The cosine of the angle between both: 1 where they differ by a factor alone; nil for zeros.
  package let cosine: Double?

  init(_ name: String, _ own: Tensor, _ other: Tensor, _ tolerance: Tolerance) {
    self.name = name
    shape = other.shape
    count = other.count
    var (differing, largest) = (0, 0.0)
    var (product, ownSquare, otherSquare) = (0.0, 0.0, 0.0)
    for (mine, theirs) in zip(own.elements, other.elements) {
      if !tolerance.accepts(mine, theirs) { differing += 1 }
      let distance = ArrayComparison.distance(mine, theirs)
      largest = max(largest, distance)
      guard mine.isFinite, theirs.isFinite else { continue }
      product += mine * theirs
      ownSquare += mine * mine
      otherSquare += theirs * theirs
    }
    (self.differing, self.largest) = (differing, largest)
    let norms = ownSquare.squareRoot() * otherSquare.squareRoot()
    cosine = norms > 0 && norms.isFinite ? max(-1, min(product / norms, 1)) : nil
  }

  static func distance(_ own: Double, _ other: Double) -> Double {
    if own == other || (own.isNaN && other.isNaN) { return 0 }
    let distance = abs(own - other)
    return distance.isNaN ? .infinity : distance
  }
}

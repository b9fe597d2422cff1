import Tensors

/// How far an array is from the reference, element by element.
public struct Difference: Sendable, Equatable {
  /// The largest `|x − r|`; infinite where only one of the two is a number.
  public let absolute: Double
  /// The largest `|x − r|/|r|` where r is not 0.
  public let relative: Double
  /// How many elements are farther away than the tolerance allows.
  public let misses: Int
  public let count: Int
  /// The first element that is farther away than that, in the order of the array.
  public let first: Element?
  /// The element that is farthest beyond the tolerance, if any is.
  public let worst: Element?

  /// One element of both arrays.
  public struct Element: Sendable, Equatable {
    public let index: [Int]
    public let found: Double
    public let expected: Double
  }

  public var isAccepted: Bool { misses == 0 }

  /// Nil when the shapes differ.
  public init?(_ found: Tensor, from reference: Tensor, _ tolerance: Tolerance = Tolerance()) {
    guard found.shape == reference.shape else { return nil }
    let tolerance = tolerance.settled(for: reference.elements)
    var largest = (absolute: 0.0, relative: 0.0)
    var misses = 0
    var first: Int?
    var worst: (place: Int, excess: Double)?
    for (place, (x, r)) in zip(found.elements, reference.elements).enumerated() {
      let apart = distance(x, r)
      largest.absolute = max(largest.absolute, apart)
      if r != 0, apart > 0 { largest.relative = max(largest.relative, apart / abs(r)) }
      guard !tolerance.accepts(x, r) else { continue }
      misses += 1
      first = first ?? place
      let excess = apart - (r.isFinite ? tolerance.relative * abs(r) : 0)
      if excess > worst?.excess ?? -.infinity { worst = (place, excess) }
    }
    absolute = largest.absolute
    relative = largest.relative.isNaN ? .infinity : largest.relative
    self.misses = misses
    count = found.count
    func element(_ place: Int) -> Element {
      Element(
        index: found.shape.index(of: place),
        found: found.elements[place], expected: reference.elements[place])
    }
    self.first = first.map(element)
    self.worst = worst.map { element($0.place) }
  }
}

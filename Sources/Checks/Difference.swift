import Tensors

/// How far an array is from the reference, element by element.
package struct Difference: Sendable, Equatable {
  /// The largest `|x − r|`; infinite where only one of the two is a number.
  package let absolute: Double
  /// The largest `|x − r|/|r|` where r is not 0.
  package let relative: Double
  /// How many elements are farther away than the tolerance and rounding allow.
  package let misses: Int
  /// How many are farther away than the tolerance allows, but no farther than rounding does.
  package let roundings: Int
  package let count: Int
  /// The first element that is farther away than that, in the order of the array.
  package let first: Element?
  /// Of these, the element that is farthest beyond the tolerance, if any is.
  package let worst: Element?
  /// The one of those that rounding explains.
  package let rounded: Element?

  /// One element of both arrays.
  package struct Element: Sendable, Equatable {
    package let index: [Int]
    package let found: Double
    package let expected: Double
    /// What float64 gives; nil where that was not computed.
    package let precise: Double?
  }

  package var isAccepted: Bool { misses == 0 }

  /// All is right, but some of it only within rounding.
  package var isRounding: Bool { misses == 0 && roundings > 0 }

  /// Nil when the shapes differ.
  package init?(_ found: Tensor, from reference: Tensor, _ tolerance: Tolerance = Tolerance()) {
    self.init(found, from: reference, tolerance, nil)
  }

  /// The same with what rounding does, which is asked for only where something is too far away, and
  /// at length where that does not explain it.
  init?(
    _ found: Tensor, from reference: Tensor, _ tolerance: Tolerance,
    rounding: (PreciseRun.Effort) -> Rounding?
  ) {
    self.init(found, from: reference, tolerance, nil)
    for effort in [PreciseRun.Effort.float64, .scattered] where misses > 0 {
      guard let rounding = rounding(effort) else { return }
      self.init(found, from: reference, tolerance, rounding)
    }
  }

  /// The same of two arrays that were both computed here, with what float64 gives for each.
  package init?(
    _ found: Tensor, from reference: Tensor, _ tolerance: Tolerance,
    precise: () -> (found: Tensor, reference: Tensor)?
  ) {
    self.init(found, from: reference, tolerance) { effort in
      guard effort == .float64, let precise = precise(),
        let own = Rounding(found, precise: precise.found),
        let other = Rounding(reference, precise: precise.reference)
      else { return nil }
      return own.beside(other)
    }
  }

  private init?(
    _ found: Tensor, from reference: Tensor, _ tolerance: Tolerance, _ rounding: Rounding?
  ) {
    guard found.shape == reference.shape else { return nil }
    var largest = (absolute: 0.0, relative: 0.0)
    var (misses, roundings) = (0, 0)
    var first: Int?
    var (worst, rounded) = (Farthest(), Farthest())
    for (place, (x, r)) in zip(found.elements, reference.elements).enumerated() {
      let apart = distance(x, r)
      largest.absolute = max(largest.absolute, apart)
      if r != 0, apart > 0 { largest.relative = max(largest.relative, apart / abs(r)) }
      guard !tolerance.accepts(x, r) else { continue }
      let excess = apart - (r.isFinite ? tolerance.relative * abs(r) : 0)
      if rounding?.explains(place, x, r, tolerance) == true {
        roundings += 1
        rounded.take(place, excess)
      } else {
        misses += 1
        first = first ?? place
        worst.take(place, excess)
      }
    }
    absolute = largest.absolute
    relative = largest.relative.isNaN ? .infinity : largest.relative
    (self.misses, self.roundings) = (misses, roundings)
    count = found.count
    func element(_ place: Int) -> Element {
      Element(
        index: found.shape.index(of: place), found: found.elements[place],
        expected: reference.elements[place], precise: rounding?.number(place))
    }
    self.first = first.map(element)
    self.worst = worst.place.map(element)
    self.rounded = rounded.place.map(element)
  }

  /// The place that is farthest away of those seen.
  private struct Farthest {
    private(set) var place: Int?
    private var excess = -Double.infinity

    mutating func take(_ place: Int, _ excess: Double) {
      guard self.place == nil || excess > self.excess else { return }
      (self.place, self.excess) = (place, excess)
    }
  }
}

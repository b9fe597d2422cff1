import Tensors

/// What rounding left of a number: the same computed in double precision, and how far away it is.
package struct Rounding: Sendable {
  /// From the same operands, in double precision.
  package let exact: Double
  /// One unit in the last place, at the number.
  package let ulp: Double
  /// `(number − exact)/ulp`.
  package let distance: Double
  /// Whether the distance is more than rounding explains: a number was set by hand.
  package let isMore: Bool
  /// Whether it changes the digits that a number is shown with: by more than five in the sixth.
  package let isSeen: Bool

  /// A share of a number that changes none of the digits that it is shown with.
  package static let unseen = 5e-6
}

extension Derived {
  /// What rounding left; nil for numbers that are no floats or not finite.
  package var rounding: Rounding? {
    guard dtype.isFloat, number.isFinite, exact.isFinite else { return nil }
    let ulp = dtype.ulp(at: number)
    let difference = number - exact
    return Rounding(
      exact: exact, ulp: ulp, distance: difference / ulp,
      isMore: abs(difference) > roundingBound,
      isSeen: abs(difference) > Rounding.unseen * abs(exact))
  }

  /// The most that rounding may change the number by: for every op a few units in the last place
  /// of the largest number in it, and of sums also one half for every term.
  private var roundingBound: Double {
    var largest = abs(number)
    var count = 4.0
    func visit(_ part: Derived) {
      largest = max(largest, abs(part.number))
      count += 4
      if case .sum(let sum) = part.form {
        largest = max(largest, sum.largestPartial)
        count += Double(sum.terms.count)
      }
      part.usedChildren.forEach(visit)
    }
    visit(self)
    return count * dtype.ulp(at: largest)
  }
}

/// How numbers become places on a scale: about 0 where their signs differ, else from the least to
/// the largest.
///
/// A place is 0…1. NaN and the infinities have none, and do not count for the ends.
package struct ColourScale: Equatable, Sendable {
  package let low, high: Double
  /// Whether 0 stands in the middle.
  package let isDiverging: Bool

  package init(_ numbers: some Sequence<Double>) {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite {
      least = min(least, number)
      largest = max(largest, number)
    }
    isDiverging = least < 0 && largest > 0
    let size = max(abs(least), abs(largest))
    if least > largest {
      (low, high) = (0, 0)
    } else {
      (low, high) = isDiverging ? (-size, size) : (least, largest)
    }
  }

  /// From one end to the other of what a function can give, so that pictures of it can be compared; of
  /// numbers that go beyond, as they do when they are set by hand, a scale of their own.
  package init(_ numbers: some Sequence<Double>, within range: ClosedRange<Double>?) {
    guard let range, numbers.allSatisfy({ !$0.isFinite || range.contains($0) }) else {
      self.init(numbers)
      return
    }
    self.init([range.lowerBound, range.upperBound])
  }

  /// 0…1; the middle where all numbers are the same.
  package func place(_ number: Double) -> Double {
    high > low ? number.share(from: low, to: high) : 0.5
  }

  /// Which of so many equal parts of the scale the number is in.
  package func level(_ number: Double, of count: Int) -> Int {
    min(Int(place(number) * Double(count)), count - 1)
  }
}

extension Double {
  /// How far a number is on the way from one to another, 0…1; 0 for what is none.
  package func share(from low: Double, to high: Double) -> Double {
    // Halves, so that the way between the largest numbers is none too long; where numbers are too
    // small for that, doubles.
    let isSmall = Swift.max(abs(low), abs(high)) < 1e-290
    let factor = isSmall ? 0x1p60 : 0.5
    let place = (self * factor - low * factor) / (high * factor - low * factor)
    guard place.isFinite else { return self > low ? 1 : 0 }
    return Swift.min(Swift.max(place, 0), 1)
  }
}

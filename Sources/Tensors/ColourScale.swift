/// How numbers become places on a scale: by their sign and their size, so that what is stronger on a
/// picture is further from 0.
///
/// Where signs differ 0 stands in the middle; of numbers of one sign the weakest place is 0, or the number
/// nearest to it where all are in the upper half of the largest: 100.1 and 100.2 differ to be seen.
///
/// A place is 0…1. NaN and the infinities have none, and do not count for the ends.
package struct ColourScale: Equatable, Sendable {
  /// What the numbers are: all of one sign, or of both.
  package enum Kind: String, Sendable { case positive, negative, both }

  package let kind: Kind
  /// The numbers at the places 0 and 1: of negative numbers the first is nearer to 0.
  package let first, last: Double

  package init(_ numbers: some Sequence<Double>) {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for number in numbers where number.isFinite {
      least = min(least, number)
      largest = max(largest, number)
    }
    guard least <= largest else {
      (kind, first, last) = (.positive, 0, 0)
      return
    }
    kind = largest <= 0 && least < 0 ? .negative : least < 0 ? .both : .positive
    switch kind {
    case .positive: (first, last) = (ColourScale.weakest(least, beside: largest), largest)
    case .negative: (first, last) = (ColourScale.weakest(largest, beside: least), least)
    case .both: (first, last) = (-max(-least, largest), max(-least, largest))
    }
  }

  private static func weakest(_ nearest: Double, beside furthest: Double) -> Double {
    abs(nearest) > abs(furthest) / 2 ? nearest : 0
  }

  /// From one end to the other of what a function can give, so that pictures of it can be compared; of
  /// numbers that go beyond, as they do when they are set by hand, a scale of their own.
  package init(_ numbers: some Sequence<Double>, within range: ClosedRange<Double>?) {
    guard let range, range.holds(numbers) else {
      self.init(numbers)
      return
    }
    self.init([range.lowerBound, range.upperBound])
  }

  /// 0…1; the middle where all numbers are the same.
  package func place(_ number: Double) -> Double {
    first == last ? 0.5 : number.share(from: first, to: last)
  }

  /// The number at a place.
  package func number(at place: Double) -> Double {
    first * (1 - place) + last * place
  }

  /// Which of so many equal parts of the scale the number is in.
  package func level(_ number: Double, of count: Int) -> Int {
    min(Int(place(number) * Double(count)), count - 1)
  }
}

extension ClosedRange<Double> {
  /// Whether all numbers that are finite lie in it.
  package func holds(_ numbers: some Sequence<Double>) -> Bool {
    numbers.allSatisfy { !$0.isFinite || contains($0) }
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
    guard place.isFinite else { return (low < high ? self > low : self < low) ? 1 : 0 }
    return Swift.min(Swift.max(place, 0), 1)
  }
}

import Tensors

/// How many digits numbers were written with, and so how far each may lie from what was meant.
package struct Digits: Sendable, Equatable {
  /// Half a unit of the last digit of each number; 0 for numbers that were not rounded.
  package let halves: [Double]
  /// Digits behind the point; nil for numbers that were not rounded.
  package let decimals: Int?
  /// Whether so many digits are there that nobody wrote them by chance: 0.5 may be exact, 0.53 is
  /// rounded.
  package let areSure: Bool

  /// The most digits that count as rounded: a float32 has up to nine.
  private static let most = 6

  init(_ numbers: [Double]) {
    let finite = numbers.filter(\.isFinite)
    let largest = finite.map(abs).max() ?? 0
    let isWhole = finite.allSatisfy { $0 == $0.rounded() }
    if isWhole, largest < 100 || finite.isEmpty {
      (halves, decimals, areSure) = ([Double](repeating: 0, count: numbers.count), nil, true)
      return
    }
    let digits = (2...Digits.most).first { s in
      finite.allSatisfy { $0 == 0 || Digits.isRounded($0, to: s - Digits.exponent($0)) }
    }
    let decimals = (0...Digits.most).first { d in
      finite.allSatisfy { Digits.isRounded($0, to: d) }
    }
    if let decimals, Digits.spare(finite, decimals, digits) < 2 {
      let half = 0.5 * Digits.power(-decimals)
      // Beside 0.9984, 0.005 may have been cut by a digit more.
      halves = numbers.map { number in
        decimals > 2 && number != 0 && Digits.isRounded(number, to: decimals - 1)
          ? 10 * half : half
      }
      self.decimals = decimals
      areSure = decimals >= 2 || largest >= 100 * half
      return
    }
    if let digits {
      let fixed = decimals.map { 0.5 * Digits.power(-$0) } ?? 0
      halves = numbers.map { number in
        max(fixed, number == 0 ? 0 : 0.5 * Digits.power(Digits.exponent(number) - digits))
      }
      (self.decimals, areSure) = (digits, true)
      return
    }
    (halves, self.decimals, areSure) = ([Double](repeating: 0, count: numbers.count), nil, true)
  }

  /// Those of numbers that are all half precision, float16, and may be half a unit of it off; nil of others.
  static func ofHalfPrecision(_ numbers: [Double]) -> Digits? {
    guard numbers.allSatisfy({ $0.isFinite && DType.float16.rounded($0) == $0 }) else { return nil }
    return Digits(halves: numbers.map { 0.5 * unitOfHalf($0) }, decimals: nil, areSure: true)
  }

  private init(halves: [Double], decimals: Int?, areSure: Bool) {
    (self.halves, self.decimals, self.areSure) = (halves, decimals, areSure)
  }

  /// Numbers whose further digits were cut off, not rounded, as what they may be in the middle, half a unit farther from
  /// 0, and how far off they may be then. Nil of numbers that are whole, or have all of their digits.
  func cutOff(_ numbers: [Double]) -> (numbers: [Double], digits: Digits)? {
    guard areSure, let decimals, decimals > 1, numbers.count == halves.count,
      let least = halves.min(), least > 0
    else { return nil }
    let middles = zip(numbers, halves).map { number, half -> Double in
      // A last digit of 0 may be one that was written, or none.
      let own = half > 5 * least && Digits.isRounded(number, to: decimals) ? half / 10 : half
      return number == 0 ? 0 : number + (number < 0 ? -own : own)
    }
    let rooms = zip(numbers, halves).map { $0 == 0 ? 2 * $1 : $1 }
    return (middles, Digits(halves: rooms, decimals: decimals, areSure: true))
  }

  /// How many digits of numbers with so many behind the point would be zeros by chance, if they were not written with so
  /// many digits each: 0.3122 beside 0.007429.
  private static func spare(_ numbers: [Double], _ decimals: Int, _ digits: Int?) -> Int {
    guard let digits else { return 0 }
    // 1 is no 1.0000: a function that is saturated gives it.
    return numbers.filter { $0 != $0.rounded() }.reduce(0) { sum, number in
      sum + max(0, decimals + exponent(number) - digits)
    }
  }

  /// How far the next float16 is from one.
  private static func unitOfHalf(_ number: Double) -> Double {
    let exponent = number == 0 ? -14 : max(number.exponent, -14)
    return Double(sign: .plus, exponent: exponent - 10, significand: 1)
  }

  /// The place of the first digit: 1 for 3.2, 0 for 0.32.
  private static func exponent(_ number: Double) -> Int {
    var exponent = 0
    var rest = abs(number)
    while rest >= 1, exponent < 400 { (rest, exponent) = (rest / 10, exponent + 1) }
    while rest < 0.1, exponent > -400 { (rest, exponent) = (rest * 10, exponent - 1) }
    return exponent
  }

  /// Whether a number, or the float32 nearest to it, has no more digits behind the point.
  private static func isRounded(_ number: Double, to decimals: Int) -> Bool {
    let scaled = number * power(decimals)
    let nearest = scaled.rounded() / power(decimals)
    return abs(number - nearest) <= 1e-12 * abs(number) || Double(Float(nearest)) == number
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}

import Tensors

/// How far numbers lie from the ones that a person has, against how far the right ones do.
///
/// Rounded numbers count as far as their digits go; arrays of different size count alike.
struct Yardstick {
  let user: [Double]
  let right: [Double]
  /// How far each of the user's numbers may lie from what was meant.
  let doubts: [Double]
  /// What rounding does to the right numbers: float32 against float64.
  let noise: [Double]
  private let scales: [Double]
  /// How far the right numbers lie away.
  private(set) var rightGap = 0.0

  /// `rooms` are what steps of training add to the noise.
  init(
    _ given: [GivenNumbers], right: [Double], precise: [Double]?, rooms: [Double]? = nil,
    usesDoubts: Bool
  ) {
    user = given.flatMap(\.numbers)
    self.right = right
    doubts =
      usesDoubts ? given.flatMap(\.digits.halves) : [Double](repeating: 0, count: user.count)
    var scales: [Double] = []
    var noise: [Double] = []
    var start = 0
    for numbers in given {
      let range = start..<min(start + numbers.numbers.count, right.count)
      let largest = range.map { abs(right[$0]) }.filter(\.isFinite).max() ?? 1
      var rounding = 0.0
      if let precise, precise.count == right.count {
        rounding = range.map { distance(right[$0], precise[$0]) }.filter(\.isFinite).max() ?? 0
      }
      scales += range.map { _ in max(largest, 1e-6) }
      // Keras rounds as we do and by another lot: it was found five times as far from float64.
      noise += range.map { _ in max(5e-7, 6 * rounding) }
      start = range.upperBound
    }
    self.scales = scales
    if let rooms, rooms.count == noise.count { noise = zip(noise, rooms).map(max) }
    self.noise = noise
    rightGap = gap(right)
  }

  /// The distance of one number from the user's beyond what its digits leave open.
  private func apart(_ index: Int, _ value: Double) -> Double {
    let apart = distance(user[index], value)
    return apart.isInfinite ? 1e30 : max(0, apart - doubts[index])
  }

  /// The distance of an array, as the root of the mean square of its numbers'.
  func gap(_ values: [Double]) -> Double {
    guard !values.isEmpty, values.count == user.count else { return .infinity }
    let sum = values.indices.reduce(0.0) { sum, index in
      let share = apart(index, values[index]) / scales[index]
      return sum + share * share
    }
    return (sum / Double(values.count)).squareRoot()
  }

  /// The distance where the right numbers have 1, and 0 where they are the user's.
  func relative(_ values: [Double]) -> Double {
    let gap = gap(values)
    return gap == 0 ? 0 : rightGap > 0 ? gap / rightGap : .infinity
  }

  /// How strictly numbers are to agree.
  enum Strictness { case tight, loose }

  /// Whether numbers are the user's within rounding.
  func fits(_ values: [Double], _ strictness: Strictness = .tight) -> Bool {
    values.count == user.count
      && values.indices.allSatisfy { index in
        apart(index, values[index]) <= room(index, values[index], strictness)
      }
  }

  /// Whether one number is the user's within rounding.
  private func agrees(_ index: Int, _ value: Double) -> Bool {
    apart(index, value) <= room(index, value, .tight)
  }

  private func room(_ index: Int, _ value: Double, _ strictness: Strictness) -> Double {
    let size = value.isFinite ? abs(value) : 0
    switch strictness {
    case .tight: return noise[index] + 2e-6 * size
    case .loose: return max(noise[index], Tolerance.usualAbsolute) + Tolerance.usualRelative * size
    }
  }

  /// How probable it is that numbers which lie about as far from the right ones as the user's are the user's by chance.
  var chanceNearRight: Double {
    user.indices.prefix(64).reduce(1.0) { chance, index in
      let apart = distance(user[index], right[index])
      let room = doubts[index] + room(index, right[index], .tight)
      return chance * (apart > 0 ? min(1, 2 * room / apart) : 1)
    }
  }

  /// Whether these numbers are the right ones as far as the user's digits can tell.
  func isSilent(_ values: [Double]) -> Bool {
    values.indices.allSatisfy { index in
      distance(values[index], right[index])
        <= noise[index] * 0.5 + 1e-7 * abs(right[index]) + doubts[index]
    }
  }

  /// The index at which numbers lie farthest from the right ones.
  func mostTelling(_ values: [Double]) -> Int? {
    values.indices.max { a, b in
      distance(values[a], right[a]) / scales[a] < distance(values[b], right[b]) / scales[b]
    }
  }

  /// How probable it is that one of so many mistakes, spread as these are, gives the user's numbers
  /// by chance; `half` is what a mistake that rounds swallows on either side of a number.
  ///
  /// `others` do not give them: a number that many of those have as well says little. So it is with Adam's first step, which
  /// is the rate with the sign of the slope.
  func chance(
    of count: Int, spreadAs tried: [[Double]], besides others: [[Double]] = [],
    swallowing half: Double = 0
  ) -> Double {
    var probability = 1.0
    for index in user.indices.prefix(16) {
      let numbers = tried.compactMap { $0.indices.contains(index) ? $0[index] : nil }
        .filter(\.isFinite).sorted()
      guard numbers.count > 3 else { continue }
      // The middle half: a few outliers are no spread.
      let middle = numbers[numbers.count * 3 / 4] - numbers[numbers.count / 4]
      let width = 2 * max(half, doubts[index] + room(index, user[index], .tight))
      let same = others.count { $0.indices.contains(index) && agrees(index, $0[index]) }
      let share = others.isEmpty ? 0 : Double(same) / Double(others.count)
      probability *= max(share, middle > 0 ? min(1, width / (2 * middle)) : 1)
    }
    return min(1, probability * Double(count))
  }
}

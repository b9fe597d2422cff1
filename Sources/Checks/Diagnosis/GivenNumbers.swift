import Debugging
import Tensors

/// Numbers that somebody computed by hand, and of what.
package struct GivenNumbers: Sendable {
  /// As at the prompt: `output`, `lstm`, `dense.z`, `lstm@2.f`, `lstm.f` over time.
  package let place: String
  /// Which elements of the place they are of.
  package let part: PartOfValue
  /// The shape of the place.
  private let whole: Shape
  /// The samples they are of.
  package let samples: [Int]
  /// The numbers of these samples, one sample after the other.
  package let numbers: [Double]
  /// The shape of one sample's numbers, that of the place or of a part of it.
  package var shape: Shape { part.shape }
  /// How the numbers were written.
  package let digits: Digits

  /// Numbers of all samples, or of one, in any shape that differs by axes of length 1; throws a
  /// `WrongShape` for others. What all samples share, a loss or a weight, is given once. An index behind the place, `output[1]`, takes a part of it. The machine need
  /// not have computed anything.
  package init(
    _ tensor: Tensor, at place: String, of machine: Machine, sample: Int? = nil
  ) throws {
    let (word, subscripts) = PartOfValue.split(place)
    let whole = try machine.shape(of: word)
    let part = try PartOfValue(subscripts, of: word, whole)
    let expected = part.shape
    let isShared = machine.isShared(word)
    let all = isShared ? expected : expected.inserting(machine.samples, at: 0)
    func fits(_ shape: Shape) -> Bool { tensor.shape.longAxes == shape.longAxes }
    let isWhole =
      !isShared && (tensor.shape == all || fits(all) && (sample == nil || !fits(expected)))
    let isOne = isShared || sample != nil || machine.samples == 1
    guard isWhole || isOne && fits(expected) else {
      throw WrongShape(
        place: place, given: tensor,
        expected: sample == nil && machine.samples > 1 ? all : expected,
        part: PartOfValue.example(of: place, whole, given: tensor.shape))
    }
    self.place = word
    (self.part, self.whole) = (part, whole)
    samples = isWhole ? Array(0..<machine.samples) : [sample ?? 0]
    numbers = tensor.elements
    digits = Digits(numbers)
  }

  /// The place with its index, as it was named.
  package var name: String { place + part.text }

  /// The numbers of an array that these are compared with; nil where it is no array of the place.
  func counterpart(in tensor: Tensor) -> [Double]? {
    tensor.shape == whole ? part.of(tensor.elements) : nil
  }

  /// Where one of the numbers of a sample stands in the place.
  func index(of number: Int) -> [Int] {
    part.elements.indices.contains(number) ? whole.index(of: part.elements[number]) : []
  }

  /// An array of another shape than the place has.
  package struct WrongShape: Error, Sendable {
    package let place: String
    package let given: Tensor
    /// With an axis of samples, if there are several.
    package let expected: Shape

    /// A part of the place that has the given shape: `output[1]`; nil where none has.
    package let part: String?
  }
}

extension Shape {
  /// The axes that are longer than 1.
  fileprivate var longAxes: [Int] { dims.filter { $0 != 1 } }
}

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
    if let decimals = (0...Digits.most).first(where: { d in
      finite.allSatisfy { Digits.isRounded($0, to: d) }
    }) {
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
    if let digits = (2...Digits.most).first(where: { s in
      finite.allSatisfy { $0 == 0 || Digits.isRounded($0, to: s - Digits.exponent($0)) }
    }) {
      halves = numbers.map { $0 == 0 ? 0 : 0.5 * Digits.power(Digits.exponent($0) - digits) }
      (decimals, areSure) = (digits, true)
      return
    }
    (halves, decimals, areSure) = ([Double](repeating: 0, count: numbers.count), nil, true)
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

extension GivenNumbers.WrongShape: CustomStringConvertible {
  package var description: String { "\(place) is \(expected), but what is given is \(given.shape)" }
}

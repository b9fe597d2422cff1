import Equations
import Tensors

/// Weights as they were written down: with so many digits behind the point (W1), with so many in all (W2), or in half
/// precision (W3).
struct WeightsOfFewDigits: Mistake {
  let isOfPredictionsAlone = true

  func slips(in anatomy: Anatomy) -> [Slip] {
    guard !anatomy.program.weights.isEmpty else { return [] }
    let decimals = (1...6).map { count in
      slip("W1", "written with \(digits(count)) behind the point") { rounded($0, to: count) }
    }
    let inAll = (1...5).map { count in
      slip("W2", "written with \(digits(count)) in all") { number in
        rounded(number, to: count - exponent(of: number))
      }
    }
    let half = slip("W3", "in half precision, float16") { DType.float16.rounded($0) }
    return decimals + inAll + [half]
  }

  private func digits(_ count: Int) -> String { "\(count) \(count == 1 ? "digit" : "digits")" }

  private func slip(
    _ name: String, _ way: String, _ change: @escaping @Sendable (Double) -> Double
  ) -> Slip {
    Slip(
      .known(name).subtle, "the weights \(way)",
      contrast: Slip.Contrast(
        at: "the weights", right: "as the file has them", wrong: way), weights: change)
  }
}

/// The place of the first digit: 1 for 3.2, 0 for 0.32.
private func exponent(of number: Double) -> Int {
  guard number != 0, number.isFinite else { return 0 }
  var (rest, exponent) = (abs(number), 0)
  while rest >= 1 { (rest, exponent) = (rest / 10, exponent + 1) }
  while rest < 0.1 { (rest, exponent) = (rest * 10, exponent - 1) }
  return exponent
}

/// A number with so many digits behind the point; fewer than none are zeros before it.
private func rounded(_ number: Double, to decimals: Int) -> Double {
  let unit = (0..<abs(decimals)).reduce(1.0) { power, _ in power * 10 }
  return decimals < 0
    ? (number / unit).rounded(.toNearestOrEven) * unit
    : (number * unit).rounded(.toNearestOrEven) / unit
}

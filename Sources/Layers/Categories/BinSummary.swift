import Equations
import Tensors

/// What a Discretization of Keras 2 keeps of the numbers that `adapt()` saw: some of them in order, and how many each stands
/// for. The boundaries of its bins are made of that when the file is loaded.
struct BinSummary {
  private let numbers, counts: [Double]

  /// Nil of what is no such summary, (2, n).
  init?(_ source: any WeightSource) throws {
    guard source.shape.rank == 2, source.shape[0] == 2, let count = source.shape.checkedCount,
      (1...1 << 24).contains(count)
    else { return nil }
    let all = try source.numbers()
    (numbers, counts) = (Array(all[..<(count / 2)]), Array(all[(count / 2)...]))
  }

  /// The boundaries between so many bins, at the numbers below which so much of the whole lies: 1/n, 2/n, ….
  func boundaries(_ bins: Int) -> [Double] {
    let width = 1 / Double(max(bins, 1))
    guard Double(numbers.count) * width >= 1 else { return Array(numbers.dropLast()) }
    var running = Float(0)
    let sums = counts.map { count in
      running += Float(count)
      return running
    }
    let shares = sums.map { Double($0 / running) }
    let steps = Int((1 / width).rounded(.up))
    let found = (0..<steps).map { number(at: width + Double($0) * width, shares) }
    return found.dropLast().map { Double(Float($0)) }
  }

  /// Between two numbers as far as the share lies between theirs.
  private func number(at share: Double, _ shares: [Double]) -> Double {
    guard let next = shares.firstIndex(where: { $0 > share }) else { return numbers.last ?? 0 }
    guard next > 0, shares[next - 1] != share else { return numbers[max(next - 1, 0)] }
    let slope = (numbers[next] - numbers[next - 1]) / (shares[next] - shares[next - 1])
    return slope * (share - shares[next - 1]) + numbers[next - 1]
  }
}

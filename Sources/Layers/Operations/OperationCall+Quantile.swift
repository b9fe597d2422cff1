import Equations
import Tensors
import Terms

/// What of the numbers along axes is below a quantile.
extension OperationCall {
  /// The share of the numbers that a quantile has below it.
  func share() throws -> Double {
    guard let argument = argument(["q"], at: 1), let number = argument.plainNumber else {
      throw misuse("of other shares than one number is not supported")
    }
    return number
  }

  /// The number below which a share of the numbers along axes is: between the two next to it in the order,
  /// `s[k]·(1 − f) + s[k − 1]·f`; NaN where one is.
  func quantile(_ share: Double) throws -> Term {
    let method = try word("method") ?? "linear"
    guard method == "linear", (0...1).contains(share) else {
      throw misuse("with method=\(method), q=\(share) is not supported")
    }
    let x = try realX()
    let shape = x.shape
    let gone = try axes(rank: shape.rank).map { $0 + shape.rank }
    let kept = shape.dims.indices.filter { !gone.contains($0) }
    let keeps = try flag("keepdims")
    let count = gone.reduce(1) { $0 * shape[$1] }
    guard count > 0 else { throw misuse("of nothing") }
    var row = x
    if kept + gone != Array(shape.dims.indices) { row = row(Permute(kept + gone)) }
    if gone.count > 1 { row = row(Reshape(kept.map { shape[$0] } + [count])) }
    let sorted = try eq("s", row(Sort()), "in rising order")
    let position = Double(count - 1) * share
    let below = max(Int(position.rounded(.up)) - 1, 0)
    let above = min(below + 1, count - 1)
    let fraction = dtype(of: x).rounded(Double(above) - position)
    func at(_ place: Int) -> Term {
      sorted(Slice([Slice.Index](repeating: .all, count: kept.count) + [.at(place)]))
    }
    let between = at(above) * .number(1 - fraction) + at(below) * .number(fraction)
    let y = Term.select(row(IsNaN())(Reduce(.any, axes: [-1])), .number(.nan), between)
    guard keeps else { return y }
    return y(Reshape(shape.dims.indices.map { gone.contains($0) ? 1 : shape[$0] }))
  }
}

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
    let x = try realX()
    let told = try word("method") ?? "linear"
    guard ["linear", "lower", "higher", "nearest", "midpoint"].contains(told) else {
      throw misuse("with method=\(told) is not supported")
    }
    // Keras' Quantile passes over its method where it is a layer of a model.
    let method = name == "Quantile" ? "linear" : told
    if method != told { remark = "linear, for Keras' Quantile does not look at method=\(told)" }
    return try alongRow(x, share) { row, count in
      let sorted = try eq("s", row(Sort()), "in rising order")
      func at(_ index: Int) -> Term {
        sorted(Slice([Slice.Index](repeating: .all, count: row.shape.rank - 1) + [.at(index)]))
      }
      let position = Double(count - 1) * share
      func there(_ rule: FloatingPointRoundingRule) -> Term {
        at(min(max(Int(position.rounded(rule)), 0), count - 1))
      }
      let between: Term
      switch method {
      case "linear":
        let place = OperationCall.place(count, share, dtype(of: x))
        between =
          at(place.above) * .number(1 - place.fraction) + at(place.below) * .number(place.fraction)
      case "lower": between = there(.down)
      case "higher": between = there(.up)
      case "nearest": between = there(.toNearestOrEven)
      default: between = 0.5 * (there(.down) + there(.up))
      }
      return .select(row(IsNaN())(Reduce(.any, axes: [-1])), .number(.nan), between)
    }
  }

  /// That of the numbers that are none NaN; NaN where all are.
  func nanQuantile(_ share: Double) throws -> Term {
    let x = try x()
    guard dtype(of: x).isFloat else {
      throw misuse("of whole numbers: Keras ends with an error")
    }
    let method = try word("method") ?? "linear"
    guard method == "linear" else { throw misuse("with method=\(method) is not supported") }
    let dtype = dtype(of: x)
    // Places beyond a few hundred are no numbers of half precision.
    let wide: DType = dtype == .float16 || dtype == .bfloat16 ? .float32 : dtype
    return try alongRow(x, share) { row, count in
      let isNaN = row(IsNaN())
      let sorted = try eq(
        "s", Term.select(isNaN, .number(.infinity), row)(Sort()), "in rising order, NaN behind")
      let n = try eq(
        "n", isNaN(LogicalNot())(Cast(.int32))(Reduce(.sum, axes: [-1])), "how many are no NaN")
      // Of as many numbers as there may be: the two places, and the parts of what stands there.
      let table = try eq.constant("T", [count + 1, 4], wide) {
        (0...count).flatMap { count -> [Double] in
          let place = OperationCall.place(max(count, 1), share, dtype)
          return [
            Double(place.above), Double(place.below), dtype.rounded(1 - place.fraction),
            place.fraction,
          ]
        }
      }
      let parts = try eq("t", .apply(Gather(), [table, n]), "which places, and how much of them")
      let places = try eq.constant("i", [count], wide) { (0..<count).map(Double.init) }
      func part(_ index: Int) -> Term {
        parts(Slice.last(index..<index + 1, rank: n.shape.rank + 1))
      }
      func at(_ index: Int) -> Term {
        let isThere = Term.apply(Equal(), [places, part(index)])
        return Term.select(isThere, sorted, 0)(Reduce(.sum, axes: [-1], keepsAxes: true))
      }
      func weight(_ index: Int) -> Term { wide == dtype ? part(index) : part(index)(Cast(dtype)) }
      let between = (at(0) * weight(2) + at(1) * weight(3))(Reshape(n.shape.dims))
      return .select(.apply(Equal(), [n, 0]), .number(.nan), between)
    }
  }

  /// The two places next to a quantile of so many numbers in order, and how much of the lower one it has.
  private static func place(
    _ count: Int, _ share: Double, _ dtype: DType
  ) -> (above: Int, below: Int, fraction: Double) {
    let position = Double(count - 1) * share
    let below = max(Int(position.rounded(.up)) - 1, 0)
    let above = min(below + 1, count - 1)
    return (above, below, dtype.rounded(Double(above) - position))
  }

  /// A number made of those along axes, which stand in a row.
  private func alongRow(
    _ x: Term, _ share: Double, _ body: (_ row: Term, _ count: Int) throws -> Term
  ) throws -> Term {
    guard (0...1).contains(share) else { throw misuse("with q=\(share) is not supported") }
    let shape = x.shape
    let gone = try axes(rank: shape.rank).map { $0 + shape.rank }
    let kept = shape.dims.indices.filter { !gone.contains($0) }
    let keeps = try flag("keepdims")
    let count = gone.reduce(1) { $0 * shape[$1] }
    guard count > 0, !gone.isEmpty else { throw misuse("of nothing, or over no axis") }
    var row = x
    if kept + gone != Array(shape.dims.indices) { row = row(Permute(kept + gone)) }
    if gone.count > 1 { row = row(Reshape(kept.map { shape[$0] } + [count])) }
    let y = try body(row, count)
    guard keeps else { return y }
    return y(Reshape(shape.dims.indices.map { gone.contains($0) ? 1 : shape[$0] }))
  }
}

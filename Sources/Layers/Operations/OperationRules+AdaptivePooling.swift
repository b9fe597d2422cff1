import Equations
import Tensors
import Terms

/// Windows as long as it takes for so many of them.
extension OperationRules {
  static let adaptivePooling = [
    OperationRule("AdaptiveAveragePool") { try $0.adapted(.avg) },
    OperationRule("AdaptiveMaxPool") { try $0.adapted(.max) },
  ]
}

extension OperationCall {
  /// Along every axis of places window i goes from `⌊i·n/m⌋` up to `⌈(i + 1)·n/m⌉` of n places, for m windows.
  fileprivate func adapted(_ kind: Pool.Kind) throws -> Term {
    let x = try operands(["inputs"])[0]
    let rank = x.shape.rank - 1
    guard (1...3).contains(rank), let counts = try lengths("output_size", rank: rank),
      counts.allSatisfy({ $0 <= 256 }), x.shape.count > 0
    else { throw misuse("of \(x.shape) is not supported") }
    let isFirst = try isChannelsFirst()
    let own = isFirst ? x(Permute(Array(1...rank) + [0])) : x
    let y = try counts.enumerated().reduce(own) { y, pair in
      let (axis, count) = pair
      let length = y.shape[axis]
      guard length != count else { return y }
      let parts = (0..<count).map { place -> Term in
        let (start, end) = (place * length / count, ((place + 1) * length + count - 1) / count)
        var window = [Int](repeating: 1, count: rank)
        window[axis] = end - start
        let strides = [Int](repeating: 1, count: rank)
        return stretch(y, axis, start, end)(
          Pool(kind, window: window, strides: strides, padding: .valid))
      }
      return try eq(
        .numbered("w", axis + 1),
        parts.count == 1 ? parts[0] : .apply(Concatenate(axis: axis - y.shape.rank), parts),
        "\(count) windows along axis \(axis + 1)")
    }
    return isFirst ? y(Permute([rank] + Array(0..<rank))) : y
  }
}

import Equations
import Tensors
import Terms

/// Padding of an operation: zeros, another number, or what lies inside the edges.
extension OperationCall {
  func padded() throws -> Term {
    let x = try operands(["x", "tensor"])[0]
    let pairs = try pairs(x.shape.rank)
    let mode: String =
      if case .word(let word) = argument(["mode"]) { word.lowercased() } else { "constant" }
    let number = dtype(of: x).startingAgain(try number("constant_values") ?? 0)
    switch mode {
    case "constant" where number == 0:
      return x(Pad(before: pairs.map(\.0), after: pairs.map(\.1)))
    case "constant":
      return try pairs.enumerated().reduce(x) { result, pair in
        try framed(result, pair.offset, pair.element, number)
      }
    case "reflect", "symmetric":
      let skipped = mode == "reflect" ? 1 : 0
      return try pairs.enumerated().reduce(x) { result, pair in
        try mirrored(result, pair.offset, pair.element, skipped)
      }
    default: throw misuse("with mode=\(mode) is not supported")
    }
  }

  /// How many places are added before and after along each axis of a sample.
  private func pairs(_ rank: Int) throws -> [(Int, Int)] {
    guard case .list(let list) = argument(["pad_width", "paddings"], at: 1) else {
      throw misuse("by what is not known")
    }
    let pairs = try list.map { item in
      guard case .list(let pair) = item, pair.count == 2, let before = pair[0].wholeNumber,
        let after = pair[1].wholeNumber, before >= 0, after >= 0
      else { throw misuse("by \(item.text) is not supported") }
      return (before, after)
    }
    guard pairs.count == rank + 1, let batch = pairs.first, batch == (0, 0) else {
      throw misuse("of axis 0 mixes samples")
    }
    return Array(pairs.dropFirst())
  }

  private func framed(_ x: Term, _ axis: Int, _ pair: (Int, Int), _ number: Double) throws -> Term {
    var parts: [Term] = []
    func edge(_ length: Int, as index: Int) throws {
      guard length > 0 else { return }
      let shape = x.shape.replacing(axis, with: length)
      let name = Name("p").numbered(2 * axis + index)
      parts.append(try eq.constant(name, shape, dtype(of: x), repeating: number))
    }
    try edge(pair.0, as: 1)
    parts.append(x)
    try edge(pair.1, as: 2)
    return parts.count == 1 ? x : .apply(Concatenate(axis: axis - x.shape.rank), parts)
  }

  /// The places inside the edges once more, turned round; `skipped` of them are left out, the edge's own.
  func mirrored(_ x: Term, _ axis: Int, _ pair: (Int, Int), _ skipped: Int) throws -> Term {
    let length = x.shape[axis]
    guard max(pair.0, pair.1) + skipped <= length else {
      throw misuse("by more places than there are")
    }
    func turned(_ start: Int, _ count: Int) -> [Term] {
      guard count > 0 else { return [] }
      let indices =
        [Slice.Index](repeating: .all, count: axis) + [.range(start, start + count, step: nil)]
      return [x(Slice(indices))(Flip(axis: axis))]
    }
    let parts =
      turned(skipped, pair.0) + [x] + turned(length - skipped - pair.1, pair.1)
    return parts.count == 1 ? x : .apply(Concatenate(axis: axis - x.shape.rank), parts)
  }
}

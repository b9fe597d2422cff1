import Tensors
import Terms

/// What may stand beyond the border of an input, by NumPy's names of it.
enum BorderFilling: CaseIterable, Sendable {
  case edge, reflect, symmetric, wrap, ones

  var title: String {
    switch self {
    case .edge: "the number at the edge"
    case .reflect: "the input in a mirror, without the edge,"
    case .symmetric: "the input in a mirror"
    case .wrap: "the input from its other end"
    case .ones: "ones"
    }
  }

  /// The input with so much around it; nil where nothing is, or more than there is to repeat.
  func around(_ x: Term, before: [Int], after: [Int]) -> Term? {
    guard before.count == x.shape.rank, after.count == before.count,
      (before + after).contains(where: { $0 > 0 })
    else { return nil }
    if self == .ones {
      let rim = (x * 0 + 1)(Pad(before: before, after: after))
      return x(Pad(before: before, after: after)) + (1 - rim)
    }
    var result = x
    for axis in 0..<x.shape.rank {
      guard let next = along(axis, result, before[axis], after[axis]) else { return nil }
      result = next
    }
    return result
  }

  private func along(_ axis: Int, _ x: Term, _ before: Int, _ after: Int) -> Term? {
    guard before + after > 0 else { return x }
    let length = x.shape[axis]
    func part(_ range: Range<Int>, turned: Bool = false) -> Term {
      let all = [Slice.Index](repeating: .all, count: axis)
      let cut = x(Slice(all + [.range(range.lowerBound, range.upperBound, step: nil)]))
      return turned ? cut(Flip(axis: axis)) : cut
    }
    func repeated(_ place: Int, _ count: Int) -> Term? {
      guard count > 0 else { return nil }
      let one = part(place..<place + 1)
      return .apply(Concatenate(axis: axis), [Term](repeating: one, count: count))
    }
    guard max(before, after) < length else { return nil }
    let ends: (Term?, Term?)
    switch self {
    case .edge: ends = (repeated(0, before), repeated(length - 1, after))
    case .reflect:
      ends = (
        before > 0 ? part(1..<before + 1, turned: true) : nil,
        after > 0 ? part(length - 1 - after..<length - 1, turned: true) : nil
      )
    case .symmetric:
      ends = (
        before > 0 ? part(0..<before, turned: true) : nil,
        after > 0 ? part(length - after..<length, turned: true) : nil
      )
    case .wrap:
      ends = (
        before > 0 ? part(length - before..<length) : nil, after > 0 ? part(0..<after) : nil
      )
    case .ones: return nil
    }
    return .apply(Concatenate(axis: axis), [ends.0, x, ends.1].compactMap { $0 })
  }
}

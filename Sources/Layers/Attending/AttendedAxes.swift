import Equations
import Tensors
import Terms

/// The axes of a sample along which attention goes, and those that it goes along for each place of, brought in order:
/// (…others, …attended, features) as rows (others·attended, features), and scores for every one of the others.
struct AttendedAxes {
  private let shape: Shape
  private let others, attended: [Int]

  /// Whether the one axis is that of time, so that nothing is to be brought in order.
  var isPlain: Bool { shape.rank == 2 }

  /// `axes` as Keras counts them, the batch being 0; nil for all but the last.
  init(_ shape: Shape, _ axes: [Int]?, _ eq: Equations) throws {
    self.shape = shape
    let places = Array(0..<max(shape.rank - 1, 0))
    let chosen = axes.map { $0.map { $0 < 0 ? $0 + shape.rank : $0 - 1 } } ?? places
    guard !chosen.isEmpty, Set(chosen).count == chosen.count, chosen == chosen.sorted(),
      chosen.allSatisfy(places.contains)
    else {
      throw eq.obstacle("its attention_axes are none of a sample \(shape)", Advice.gap)
    }
    attended = chosen
    others = places.filter { !chosen.contains($0) }
  }

  private var order: [Int] { others + attended }
  private var groups: Int { others.map { shape[$0] }.reduce(1, *) }

  /// (rows, features).
  func flattened(_ x: Term, _ name: Name, _ eq: Equations) throws -> Term {
    if isPlain { return x }
    guard others.allSatisfy({ x.shape[$0] == shape[$0] }) else {
      throw eq.obstacle("its value \(x.shape) does not fit its query \(shape)", "")
    }
    let ordered = order == order.sorted() ? x : x(Permute(order + [shape.rank - 1]))
    return try eq(name, ordered(Reshape([-1, x.shape.width])), "a row for each place")
  }

  /// (heads, rows, width) as (heads, others, attended, width), where there are others.
  func grouped(_ rows: Term) -> Term {
    guard !others.isEmpty else { return rows }
    let shape = rows.shape
    return rows(Reshape([shape[0], groups, shape[1] / max(groups, 1), shape.width]))
  }

  /// (heads, others, attended, width) as (heads, rows, width).
  func rows(_ grouped: Term) -> Term {
    guard !others.isEmpty else { return grouped }
    let shape = grouped.shape
    return grouped(Reshape([shape[0], shape[1] * shape[2], shape.width]))
  }

  /// Rows (rows, outputs) where the query's places were, and the outputs in their lengths.
  func placed(_ rows: Term, _ lengths: [Int]) -> Term {
    if isPlain, lengths.count == 1 { return rows }
    let ordered = rows(Reshape(order.map { shape[$0] } + lengths))
    guard order != order.sorted() else { return ordered }
    let back = order.indices.map { order.firstIndex(of: $0) ?? $0 }
    return ordered(Permute(back + lengths.indices.map { order.count + $0 }))
  }

  /// The scores as Keras hands them out: (…others, heads, …attended of the query, …of the keys).
  func scores(_ alpha: Term, _ keys: Shape, _ eq: Equations) throws -> Term {
    if isPlain { return alpha }
    let heads = alpha.shape[0]
    let places = attended.map { shape[$0] } + attended.map { keys[$0] }
    let rest = others.map { shape[$0] }
    let whole = alpha(Reshape([heads] + rest + places))
    let order =
      rest.indices.map { $0 + 1 } + [0] + places.indices.map { $0 + rest.count + 1 }
    return try eq(
      Name("alpha_out", "α_out"), whole(Permute(order)), "the heads behind the other axes")
  }
}

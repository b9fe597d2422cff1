import Equations
import Tensors
import Terms

/// The axes of a sample along which attention goes, and those that it goes along for each place of, brought in order:
/// (…others, …attended, features) as rows (others·attended, features), and scores for every one of the others.
struct AttendedAxes {
  /// The shape of a query's sample.
  let shape: Shape
  /// Both count the axes of a sample; `attended` are in the order in which the config has them, which is that of scores.
  let others, attended: [Int]

  /// A sample's places as rows (rows, features), and the shape that they come from.
  struct Rows {
    let term: Term
    let shape: Shape
  }

  /// Whether the one axis is that of time, so that nothing is to be brought in order.
  var isPlain: Bool { shape.rank == 2 }

  /// `axes` as Keras counts them, the batch being 0; nil for all but the last.
  ///
  /// With `countsHeads` those below 0 are counted from the end of (batch, …axes, heads, width), as some versions do.
  init(_ shape: Shape, _ axes: [Int]?, countsHeads: Bool, _ eq: Equations) throws {
    self.shape = shape
    let places = Array(0..<max(shape.rank - 1, 0))
    let behind = countsHeads ? shape.rank + 1 : shape.rank
    let chosen = axes.map { $0.map { $0 < 0 ? $0 + behind : $0 - 1 } } ?? places
    guard axes == nil || !chosen.contains(places.count) else {
      throw eq.obstacle(
        "its attention_axes hold the axis of the heads, which Keras puts behind those of a sample: it would attend over the heads",
        "Count the axes from the front, the batch being 0, and save it again.")
    }
    guard !chosen.isEmpty, chosen.allSatisfy(places.contains) else {
      throw eq.obstacle("its attention_axes are none of a sample \(shape)", Advice.gap)
    }
    guard Set(chosen).count == chosen.count else {
      throw eq.obstacle("its attention_axes name an axis twice", Advice.gap)
    }
    attended = chosen
    others = places.filter { !chosen.contains($0) }
  }

  private var order: [Int] { others + attended }
  private var groups: Int { others.map { shape[$0] }.reduce(1, *) }

  /// The rows of a query, a key or a value.
  func rows(of x: Term, _ name: Name, _ eq: Equations) throws -> Rows {
    if isPlain { return Rows(term: x, shape: x.shape) }
    guard others.allSatisfy({ x.shape[$0] == shape[$0] }) else {
      throw eq.obstacle("its value \(x.shape) does not fit its query \(shape)", Advice.gap)
    }
    let ordered = order == order.sorted() ? x : x(Permute(order + [shape.rank - 1]))
    let rows = try eq(name, ordered(Reshape([-1, x.shape.width])), "a row for each place")
    return Rows(term: rows, shape: x.shape)
  }

  /// `x·heads(W) + heads(b)` of a product (heads, rows, width) and a bias (heads, width).
  ///
  /// One number a head looks to Keras 3.7 and later on TensorFlow like a bias of as many places along a sample's first axis.
  func sum(_ product: Term, _ b: Term, of x: Rows, _ version: KerasVersion) -> Term {
    let heads = b.shape.count
    guard version.addsAsBias, heads > 1, b.shape.width == 1, x.shape.dims.first == heads else {
      return product + b(Heads())
    }
    if isPlain { return product + b(Reshape([1, heads, 1])) }
    let places = product(Reshape([heads] + order.map { x.shape[$0] } + [1]))
    let along = b(Reshape([1] + order.map { $0 == 0 ? heads : 1 } + [1]))
    return (places + along)(Reshape(product.shape.dims))
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

  /// The lengths of scores behind those of the others and the heads: of what asks, and of what is looked at.
  func scored(_ keys: Shape) -> [Int] { attended.map { shape[$0] } + attended.map { keys[$0] } }

  /// The scores as Keras hands them out: (…others, heads, …attended of the query, …of the keys).
  func scores(_ alpha: Term, _ keys: Shape, _ eq: Equations) throws -> Term {
    if isPlain { return alpha }
    let heads = alpha.shape[0]
    let places = scored(keys)
    let rest = others.map { shape[$0] }
    let whole = alpha(Reshape([heads] + rest + places))
    let order =
      rest.indices.map { $0 + 1 } + [0] + places.indices.map { $0 + rest.count + 1 }
    return try eq(
      Name("alpha_out", "α_out"), whole(Permute(order)), "the heads behind the other axes")
  }
}

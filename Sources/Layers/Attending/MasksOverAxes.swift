import Equations
import Tensors
import Terms

/// Where Keras lays masks over scores (…others, heads, …attended of the query, …attended of the keys).
///
/// Masks are joined from their last axes on, and what came out gets axes of 1 in front of those that are attended: what a mask
/// has before them lies along the first axes of the scores.
struct MasksOverAxes {
  private let axes: AttendedAxes
  private let heads: Int
  private let version: KerasVersion

  init(_ axes: AttendedAxes, heads: Int, _ version: KerasVersion) {
    (self.axes, self.heads, self.version) = (axes, heads, version)
  }

  /// A mask of what asks: with an axis for the keys, which Keras 2 puts behind the first one, and Keras 3 behind the last.
  func column(_ mask: Term) -> Term {
    if axes.isPlain { return Attending.column(mask) }
    let dims = mask.shape.dims
    return mask(Reshape(version.major < 3 ? dims.prefix(1) + [1] + dims.dropFirst() : dims + [1]))
  }

  /// A mask of what is looked at: with an axis for the queries, before the first one, or the last.
  func row(_ mask: Term) -> Term {
    if axes.isPlain { return mask }
    let dims = mask.shape.dims
    return mask(Reshape(version.major < 3 ? [1] + dims : dims.dropLast() + [1] + dims.suffix(1)))
  }

  /// Throws where masks have other axes than each other, and Keras joins the samples of one with what are no samples of the other.
  func check(travelling: [Term], given: Term?, _ eq: Equations) throws {
    let own = axes.isPlain ? [] : travelling.map(\.shape.rank)
    let ranks = Set(
      own + (axes.isPlain && !travelling.isEmpty ? [2] : [])
        + [given?.shape.rank].compactMap(\.self))
    let isShort = given.map { $0.shape.rank < 2 } ?? false
    guard eq.samples != 1, ranks.count > 1 || isShort else { return }
    let mask = given.map { "its attention_mask \($0.shape)" } ?? "the mask of its query"
    throw eq.obstacle(
      "\(mask) has other axes than what it is joined with, and Keras then takes samples for heads or timesteps: "
        + "every sample would get the masks of others",
      "Give an attention_mask (queries, keys), or one that holds all masks while none travels.")
  }

  /// A mask over the scores as they are computed here: (heads, others, attended, keys).
  func placed(_ mask: Term, _ keys: Shape, _ eq: Equations) throws -> Term {
    let attended = 2 * axes.attended.count
    let free = mask.shape.rank - attended
    if axes.isPlain { return mask }
    let whole = axes.others.map { axes.shape[$0] } + [heads] + axes.scored(keys)
    guard free >= 0, mask.shape.rank <= whole.count else {
      throw eq.obstacle(
        "its mask \(mask.shape) has other axes than its scores \(Shape(whole)), and Keras joins the samples with what are none",
        "Give it an attention_mask (…attended of the query, …attended of the keys) alone.")
    }
    let dims = mask.shape.dims
    let ones = [Int](repeating: 1, count: whole.count - dims.count)
    let laid = Array(dims.prefix(free)) + ones + Array(dims.dropFirst(free))
    guard zip(laid, whole).allSatisfy({ $0 == 1 || $0 == $1 }) else {
      throw eq.obstacle(
        "its mask \(mask.shape) does not fit its scores \(Shape(whole))",
        Advice.gap)
    }
    return try spread(mask(Reshape(laid)), over: whole, eq)
  }

  /// The heads in front, and the axes of a kind as one.
  private func spread(_ laid: Term, over whole: [Int], _ eq: Equations) throws -> Term {
    let rest = axes.others.count
    let order = [rest] + Array(0..<rest) + Array((rest + 1)..<whole.count)
    let own = laid.shape[rest]
    let target = order.map { $0 == rest ? own : whole[$0] }
    func count(_ lengths: ArraySlice<Int>) -> Int { lengths.reduce(1, *) }
    let behind = target[(rest + 1)...]
    let (asked, seen) = (behind.prefix(axes.attended.count), behind.suffix(axes.attended.count))
    let groups = rest == 0 ? [] : [count(target[1...rest])]
    let ordered = order == order.sorted() ? laid : laid(Permute(order))
    let all = ordered.shape.dims == target ? ordered : ordered(BroadcastTo(target))
    return try eq(
      "m_laid", all(Reshape([own] + groups + [count(asked), count(seen)])),
      "the mask over the scores of every head")
  }
}

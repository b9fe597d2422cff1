import Equations
import Tensors
import Terms

/// What layers of attention share: masks over the scores, softmax, the mix of the values.
enum Attending {
  /// `aᵀ` of the last two axes.
  static func transposed(_ a: Term) -> Term {
    a.shape.rank == 2 ? a(Permute()) : a(Permute(Permute.swappingLastTwo(a.shape.rank)))
  }

  /// True where a position may see another one: itself and those before it.
  static func causal(_ queries: Int, _ keys: Int, _ eq: Equations) throws -> Term {
    try eq.constant("causal", [queries, keys], .bool) {
      (0..<queries).flatMap { row in (0..<keys).map { $0 <= row ? 1.0 : 0 } }
    }
  }

  /// True where a position sees another one less than so many places away.
  static func near(_ window: Int, _ queries: Int, _ keys: Int, _ eq: Equations) throws -> Term {
    try eq.constant("near", [queries, keys], .bool) {
      (0..<queries).flatMap { row in (0..<keys).map { abs($0 - row) < window ? 1.0 : 0 } }
    }
  }

  /// A mask of the positions that ask, (T), to stand beside scores (…, T, S).
  static func column(_ mask: Term) -> Term { mask(Reshape([mask.shape.count, 1])) }

  /// All masks at once; nil when there is none.
  static func joined(_ masks: [Term], _ eq: Equations) throws -> Term? {
    guard let first = masks.first else { return nil }
    guard masks.count > 1 || first.value == nil else { return first }
    let all = try eq.folded(masks) { .apply(LogicalAnd(), [$0, $1]) }
    return try eq("m_s", all, "true where a query may see a key")
  }

  /// The shares as dropout leaves them in training.
  static func dropped(_ alpha: Term, rate: Double, _ eq: Equations) throws -> Term {
    guard eq.isTraining, rate > 0 else { return alpha }
    let keep = eq.draw("keep", alpha.shape, .keeping(rate: rate))
    return try eq(
      Name("alpha_kept", "α_kept"), alpha.dropped(where: keep, rate: rate),
      "training: dropped with probability \(rate), the rest scaled")
  }
}

extension Call {
  /// Whether a switch of the call is on, as in `use_causal_mask=True`.
  func says(_ key: String) -> Bool {
    if case .number(let number) = keywords[key] { number != 0 } else { false }
  }
}

import Equations
import Tensors
import Terms

extension BatchMoments {
  /// A statistic that goes on from step to step: its name in Keras, and how it is written and told.
  struct Moving {
    static let mean = Moving(Name("moving_mean", "μ_mov"), "moving mean")
    static let variance = Moving(Name("moving_variance", "σ²_mov"), "moving variance")

    let name: Name
    let note: String

    init(_ name: Name, _ note: String) {
      self.name = name
      self.note = note
    }

    var next: Name { Name(name.ascii + "_next", name.unicode + "′") }
  }

  /// Whether one kernel of tf.keras does it all: of a timestep, where there are several.
  static func isFused(
    _ shape: Shape, _ channels: [Int], _ rules: Rules, _ timesteps: Timesteps
  ) -> Bool {
    guard timesteps == .none || shape.rank > 0 else { return false }
    return timesteps == .none
      ? rules.isFused(shape, along: channels)
      : rules.isFused(shape.removing(0), along: channels.map { $0 - 1 })
  }

  private var isFused: Bool {
    BatchMoments.isFused(norm.x.shape, channels, rules, timesteps)
  }

  /// The variance that is kept: the fused kernel of tf.keras divides by one less.
  func kept(_ variance: Term) throws -> Term {
    guard isFused else { return variance }
    let others = norm.x.shape.dims.indices.filter { !places.contains($0) }
    let each = others.reduce(1) { $0 * norm.x.shape[$1] }
    let samples = norm.x(OverSamples(.count))
    let count = try eq(
      "count", each == 1 ? samples : samples * .number(Double(each)),
      "how many there are of each channel")
    let fewer = Term.apply(Maximum(), [count - 1, 1])
    return try eq(
      Name("sigma2_sample", "σ²_sample"), variance * (count / fewer),
      "what tf.keras keeps of it: divided by one less")
  }

  /// A moving statistic: the array in the file, and what it is by now.
  struct Kept {
    let moving: Moving
    let given, now: Term
  }

  /// Reads one; the second call of a shared layer goes on from what the first left.
  func stored(_ moving: Moving) throws -> Kept {
    let given = try norm.stored(
      moving.name.ascii, as: moving.name, along: channels, keepsAll: isSeveral)
    let latest = eq.latest(given)
    let isFirst = eq.isSame(latest, given)
    return Kept(
      moving: moving, given: given,
      now: isFirst ? given : eq.local(moving.name.numbered(1), latest))
  }

  /// Writes what becomes of one by what the batch has, and gives it.
  @discardableResult
  func move(_ kept: Kept, to batch: Term, momentum: Double? = nil) throws -> Term {
    let once = momentum ?? rules.momentum
    let momentum = movesTwice ? once * once : once
    let now = kept.now
    guard timesteps != .each else { return try leave(try moved(now, batch, momentum), in: kept) }
    let own = batch.shape == now.shape ? batch : batch(Reshape(now.shape.dims))
    let share = Term.number(Rules.rest(of: momentum))
    return try leave(
      rules.movesByDifference && !isFused
        ? now - (now - own) * share : now * .number(momentum) + own * share, in: kept)
  }

  /// Says what the next step finds.
  @discardableResult
  func leave(_ next: Term, in kept: Kept) throws -> Term {
    let result = try eq(kept.moving.next, next, "the \(kept.moving.note) after this step")
    eq.update(kept.given, to: result)
    return result
  }

  /// What T timesteps leave of it one after the other: `m^T·moving + Σ (1 − m)·m^(T−1−t)·batch_t`.
  private func moved(_ now: Term, _ batch: Term, _ momentum: Double) throws -> Term {
    let steps = norm.x.shape[0]
    var parts = [Rules.rest(of: momentum)]
    var left = momentum
    for _ in 1..<max(steps, 1) {
      parts.append((parts.last ?? 0) * momentum)
      left *= momentum
    }
    let shares = try eq.constant("shares", Shape([steps]), try now.type().dtype) {
      parts.reversed()
    }
    // As a person would write it, where it does not vanish.
    let rest = left > 1e-3 ? (left * 1e12).rounded() / 1e12 : left
    return now * .number(rest) + shares • batch
  }
}

import Equations
import Tensors
import Terms

/// Mean and variance of a batch, over all samples and all places of one that are not its channels, and what becomes of the
/// moving ones: `moving′ = moving·momentum + batch·(1 − momentum)`.
///
/// What a mask takes out does not count. The variance is divided by the number of them all, not by one less.
struct BatchMoments {
  static let mean = Name("mu", "μ")
  static let variance = Name("sigma2", "σ²")

  let norm: Normalization
  /// The axes of a sample along which there are channels, in rising order.
  private let channels: [Int]
  private let rules: Rules
  private let mask: Term?
  private var eq: Equations { norm.eq }
  private var isSeveral: Bool { channels.count > 1 }
  private var isFused: Bool { rules.isFused(norm.x.shape, along: channels) }

  init(_ norm: Normalization, along channels: [Int], _ rules: Rules, mask: Term?) {
    self.norm = norm
    self.channels = channels
    self.rules = rules
    // The fused kernel knows no mask.
    self.mask = rules.isFused(norm.x.shape, along: channels) ? nil : mask
  }

  /// Writes μ and σ², shaped to stand beside x, and what the moving ones become.
  func write() throws -> (mean: Term, variance: Term) {
    guard !eq.isInLoop else {
      throw eq.obstacle(
        "in training it takes the mean and variance of the batch in every timestep anew, which is not computed",
        "Freeze it, or set training off")
    }
    let (mean, variance) = try mask.map(masked) ?? plain()
    try move(Name("moving_mean", "μ_mov"), "moving mean", to: mean)
    try move(Name("moving_variance", "σ²_mov"), "moving variance", to: try kept(variance))
    return (norm.beside(mean, along: channels), norm.beside(variance, along: channels))
  }

  // MARK: The batch

  /// The other axes, counted from the last.
  private var others: [Int] {
    norm.x.shape.dims.indices.filter { !channels.contains($0) }.map { $0 - norm.x.shape.rank }
  }

  /// The sum or mean over all places that are not channels.
  private func overPlaces(_ kind: Reduce.Kind, _ term: Term) -> Term {
    others.isEmpty ? term : term(Reduce(kind, axes: others, keepsAxes: isSeveral))
  }

  private func plain() throws -> (mean: Term, variance: Term) {
    func overAll(_ term: Term) -> Term { overPlaces(.mean, term)(OverSamples(.mean)) }
    let x = norm.x
    let mean = try eq(BatchMoments.mean, overAll(x), "mean of the batch")
    let note = "variance of the batch"
    guard rules.isSynchronized else {
      let centered = x - norm.beside(mean, along: channels)
      return (mean, try eq(BatchMoments.variance, overAll(centered(Square())), note))
    }
    // Between devices it is made of two sums.
    var variance = overAll(x(Square())) - mean(Square())
    if rules.version.major >= 3 { variance = .apply(Maximum(), [variance, 0]) }
    return (mean, try eq(BatchMoments.variance, variance, note + ", as all devices make it"))
  }

  private func masked(_ mask: Term) throws -> (mean: Term, variance: Term) {
    guard rules.knowsMasks else {
      throw eq.obstacle(
        "its input is masked: what that does to the mean and variance of a batch differs between versions of Keras",
        "Save the model with Keras 2.15, or 3.9 or later, or set training off")
    }
    let x = norm.x
    guard mask.shape.dims == Array(x.shape.dims.dropLast()) else {
      throw eq.obstacle(
        "its mask \(mask.shape) has not one axis less than its input \(x.shape)",
        "Keras refuses that too in training.")
    }
    let counts = mask(Reshape(mask.shape.dims + [1]))
    func overAll(_ term: Term) -> Term { overPlaces(.sum, term)(OverSamples(.sum)) }
    let ones = counts(Cast((try? x.type().dtype) ?? .float32))(BroadcastTo(x.shape.dims))
    let count = try eq("count", overAll(ones), "how many count, of each channel")
    // Keras 3 keeps away from 0.
    let divisor = rules.version.major >= 3 ? count + .number(1e-7) : count
    let mean = try eq(
      BatchMoments.mean, overAll(.select(counts, x, 0)) / divisor,
      "mean of what counts in the batch")
    let centered = x - norm.beside(mean, along: channels)
    let variance = try eq(
      BatchMoments.variance, overAll(Term.select(counts, centered, 0)(Square())) / divisor,
      "variance of what counts in the batch")
    return (mean, variance)
  }

  // MARK: The moving ones

  /// The variance that is kept: the fused kernel of tf.keras divides by one less.
  private func kept(_ variance: Term) throws -> Term {
    guard isFused else { return variance }
    let places = others.reduce(1) { $0 * norm.x.shape[$1 + norm.x.shape.rank] }
    let samples = norm.x(OverSamples(.count))
    let count = try eq(
      "count", places == 1 ? samples : samples * .number(Double(places)),
      "how many there are of each channel")
    let fewer = Term.apply(Maximum(), [count - 1, 1])
    return try eq(
      Name("sigma2_sample", "σ²_sample"), variance * (count / fewer),
      "what tf.keras keeps of it: divided by one less")
  }

  private func move(_ name: Name, _ what: String, to batch: Term) throws {
    let stored = try norm.stored(name.ascii, as: name, along: channels, keepsAll: isSeveral)
    let latest = eq.latest(stored)
    // The second call of a shared layer goes on from what the first left.
    let moving = eq.isSame(latest, stored) ? stored : eq.local(name.numbered(1), latest)
    let own = batch.shape == stored.shape ? batch : batch(Reshape(stored.shape.dims))
    let share = Term.number(rules.share)
    let next =
      rules.movesByDifference && !isFused
      ? moving - (moving - own) * share : moving * .number(rules.momentum) + own * share
    let result = try eq(
      Name(name.ascii + "_next", name.unicode + "′"), next, "the \(what) after this step")
    eq.update(stored, to: result)
  }
}

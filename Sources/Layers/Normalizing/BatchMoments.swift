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

  /// What TimeDistributed has as the first axis of what it hands over.
  enum Timesteps {
    /// Nothing of the kind.
    case none
    /// Places like any others, as in tf.keras: it makes samples of all timesteps.
    case together
    /// Each has statistics of its own, as in Keras 3, and moves the moving ones in turn.
    case each
  }

  let norm: Normalization
  /// The axes of a sample along which there are channels, in rising order.
  let channels: [Int]
  let rules: Rules
  let timesteps: Timesteps
  /// Whether the moving ones go the same way a second time.
  let movesTwice: Bool
  private let mask: Term?
  var eq: Equations { norm.eq }
  var isSeveral: Bool { channels.count > 1 }

  init(
    _ norm: Normalization, along channels: [Int], _ rules: Rules, _ timesteps: Timesteps,
    mask: Term?, movesTwice: Bool = false
  ) {
    self.norm = norm
    self.movesTwice = movesTwice
    self.channels = channels
    self.rules = rules
    self.timesteps = timesteps
    // The fused kernel knows no mask.
    self.mask =
      BatchMoments.isFused(norm.x.shape, channels, rules, timesteps) ? nil : mask
  }

  /// Writes μ and σ², shaped to stand beside x, what the moving ones become, and the corrections of renorm.
  func write(
    _ renormalization: Renormalization?
  ) throws -> (mean: Term, variance: Term, correction: Renormalization.Correction?) {
    guard !eq.isInLoop else {
      throw eq.obstacle(
        "in training it takes the mean and variance of the batch in every timestep anew, which is not computed",
        "Freeze it, or set training off")
    }
    guard !channels.contains(0) || timesteps == .none else {
      throw eq.obstacle(
        "it normalizes the axis of time, which a timestep does not have",
        "Normalize another axis in Keras, or the whole sequence behind TimeDistributed.")
    }
    let (mean, variance) = try mask.map(masked) ?? plain()
    let correction = try renormalization?.write(self, mean, variance)
    if renormalization == nil {
      try move(try stored(.mean), to: mean)
      try move(try stored(.variance), to: try kept(variance))
    }
    return (
      norm.beside(mean, along: places), norm.beside(variance, along: places), correction
    )
  }

  /// The axes along which there are statistics.
  var places: [Int] { timesteps == .each ? [0] + channels : channels }

  // MARK: The batch

  /// The other axes, counted from the last.
  private var others: [Int] {
    norm.x.shape.dims.indices.filter { !places.contains($0) }.map { $0 - norm.x.shape.rank }
  }

  /// The sum or mean over all places that are not channels.
  private func overPlaces(_ kind: Reduce.Kind, _ term: Term) -> Term {
    others.isEmpty ? term : term(Reduce(kind, axes: others, keepsAxes: isSeveral))
  }

  /// `mean of the batch`, or of what a timestep has of it.
  private func told(_ what: String) -> String {
    what + (timesteps == .each ? " in each timestep" : "")
  }

  private func plain() throws -> (mean: Term, variance: Term) {
    func overAll(_ term: Term) -> Term { overPlaces(.mean, term)(OverSamples(.mean)) }
    let x = norm.x
    let mean = try eq(BatchMoments.mean, overAll(x), told("mean of the batch"))
    let note = told("variance of the batch")
    guard rules.isSynchronized else {
      let centered = x - norm.beside(mean, along: places)
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
      told("mean of what counts in the batch"))
    let centered = x - norm.beside(mean, along: places)
    let variance = try eq(
      BatchMoments.variance, overAll(Term.select(counts, centered, 0)(Square())) / divisor,
      told("variance of what counts in the batch"))
    return (mean, variance)
  }
}

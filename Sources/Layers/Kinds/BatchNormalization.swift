import Equations
import Terms

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance that training left behind, in training with the batch's own.
///
/// γ, β, μ, σ² have the length of the axis, or of several axes; γ and β may be missing. A frozen one does in training as at
/// inference, since TensorFlow's Keras.
struct BatchNormalization: Layer {
  static let classNames = ["BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"]
  /// Other modes of Keras 1 take statistics of the input.
  static let inertValues: [String: Set<String>] = ["mode": ["0"]]
  private(set) var axes: [Int]
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  let takesBatchStatistics: Bool
  /// What it corrects in training, for which it keeps more statistics.
  let renormalization: Renormalization?
  private let rules: BatchMoments.Rules
  /// What the first axis is where TimeDistributed hands all timesteps over at once.
  private var timesteps = BatchMoments.Timesteps.none
  private var movesTwice = false

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
    renormalization = try Renormalization(config, epsilon: epsilon)
    rules = try BatchMoments.Rules(config, axes: axes)
    // TensorFlow's Keras leaves a frozen one as at inference.
    let isFrozen = !config.isTrainable
    takesBatchStatistics = !(isFrozen && config.version.isTensorFlow)
  }

  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
      + [
        WeightSpec("moving_mean", isTrainable: false),
        WeightSpec("moving_variance", isTrainable: false),
      ]
      + (renormalization == nil ? [] : Renormalization.weights)
  }

  var trainingRemark: String? {
    rules.areKnown
      ? nil
      : "in training it takes the batch's own mean and variance, in the way of Keras before TensorFlow's; "
        + "here the moving ones, as at inference"
  }

  /// It in training on all timesteps of samples of this rank, the first axis being that of time; nil where it takes no
  /// statistics of the batch, or corrects every timestep by what the one before left.
  ///
  /// `isInModel`: in a model that a TimeDistributed calls, which tf.keras runs once more for its mask.
  func overTimesteps(rank: Int, isInModel: Bool = false) -> BatchNormalization? {
    let isOld = rules.version.major < 3
    return over(isOld ? .together : .each, rank: rank, movesTwice: isInModel && isOld)
  }

  /// It in training on rows of all samples, which have statistics in common, the first axis being the rows of one; nil where
  /// it takes no statistics of the batch.
  func overRows(rank: Int) -> BatchNormalization? { over(.together, rank: rank) }

  private func over(
    _ timesteps: BatchMoments.Timesteps, rank: Int, movesTwice: Bool = false
  ) -> BatchNormalization? {
    guard takesBatchStatistics, rules.areKnown,
      renormalization == nil || rules.version.major < 3
    else { return nil }
    var result = self
    result.timesteps = timesteps
    result.movesTwice = movesTwice
    // An axis that a timestep does not have stays one that is refused.
    result.axes = axes.map { $0 < 0 ? ($0 < -rank ? 0 : $0) : $0 == 0 ? 0 : $0 + 1 }
    return result
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let norm = try Normalization(input.term, eq, timeAxes: timesteps == .none ? 0 : 1)
    let places = try norm.places(axes)
    // Along several axes, the weights have a length for every one.
    func weight(_ key: String, _ name: Name) throws -> Term {
      try norm.weight(key, as: name, along: places, keepsAll: axes.count > 1)
    }
    let mean, variance: Term
    var correction: Renormalization.Correction?
    var note = "mean and variance of the training"
    if eq.isTraining, takesBatchStatistics, rules.areKnown {
      let moments = BatchMoments(
        norm, along: places, rules, timesteps, mask: call.effectiveMask, movesTwice: movesTwice)
      (mean, variance, correction) = try moments.write(renormalization)
      note = "mean and variance of the batch"
    } else {
      mean = try weight("moving_mean", BatchMoments.mean)
      variance = try weight("moving_variance", BatchMoments.variance)
    }
    var n = try eq("n", (norm.x - mean) / (variance + .number(epsilon))(Sqrt()), note)
    if let correction { n = try correction.applied(to: n, eq) }
    let gamma = scales ? try weight("gamma", Name("gamma", "γ")) : nil
    let beta = centers ? try weight("beta", Name("beta", "β")) : nil
    let y = try norm.result((gamma.map { $0 * n } ?? n) + beta)
    return [Signal(y, mask: call.effectiveMask)]
  }
}

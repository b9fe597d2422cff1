import Equations
import Terms

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance that training left behind, in training with the batch's own.
///
/// γ, β, μ, σ² have the length of the axis, or of several axes; γ and β may be missing. A frozen one does in training as at
/// inference, since TensorFlow's Keras.
struct BatchNormalization: Layer {
  static let classNames = ["BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"]
  static let ignoredKeys: Set<String> = ["renorm_clipping", "renorm_momentum"]
  /// Other modes of Keras 1 take statistics of the input.
  static let inertValues: [String: Set<String>] = ["mode": ["0"]]
  let axes: [Int]
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  /// Whether it kept more statistics for training, which do nothing afterwards.
  let renormalizes: Bool
  let takesBatchStatistics: Bool
  private let rules: BatchMoments.Rules

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
    renormalizes = try config.bool("renorm", default: false)
    rules = try BatchMoments.Rules(config, axes: axes)
    // TensorFlow's Keras leaves a frozen one as at inference.
    let isFrozen = try !config.bool("trainable", default: true)
    takesBatchStatistics = !(isFrozen && config.version.isTensorFlow)
  }

  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
      + [
        WeightSpec("moving_mean", isTrainable: false),
        WeightSpec("moving_variance", isTrainable: false),
      ]
      + (renormalizes ? ["moving_stddev", "renorm_mean", "renorm_stddev"] : []).map {
        WeightSpec($0, isTrainable: false)
      }
  }

  var trainingRemark: String? {
    rules.areKnown
      ? nil
      : "in training it takes the batch's own mean and variance, in the way of Keras before TensorFlow's; "
        + "here the moving ones, as at inference"
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let norm = try Normalization(input.term, eq)
    let places = try norm.places(axes)
    // Along several axes, the weights have a length for every one.
    func weight(_ key: String, _ name: Name) throws -> Term {
      try norm.weight(key, as: name, along: places, keepsAll: axes.count > 1)
    }
    let mean, variance: Term
    var note = "mean and variance of the training"
    if eq.isTraining, takesBatchStatistics, rules.areKnown {
      guard !renormalizes else {
        throw eq.obstacle(
          "it was built with renorm=True, whose corrections in training are not computed",
          "At inference it can be computed: set training off")
      }
      let moments = BatchMoments(norm, along: places, rules, mask: call.effectiveMask)
      (mean, variance) = try moments.write()
      note = "mean and variance of the batch"
    } else {
      mean = try weight("moving_mean", BatchMoments.mean)
      variance = try weight("moving_variance", BatchMoments.variance)
    }
    let n = try eq("n", (norm.x - mean) / (variance + .number(epsilon))(Sqrt()), note)
    let gamma = scales ? try weight("gamma", Name("gamma", "γ")) : nil
    let beta = centers ? try weight("beta", Name("beta", "β")) : nil
    let y = try norm.result((gamma.map { $0 * n } ?? n) + beta)
    return [Signal(y, mask: call.effectiveMask)]
  }
}

import Equations
import Terms

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance that training left behind.
///
/// γ, β, μ, σ² have the length of the axis, or of several axes; γ and β may be missing.
struct BatchNormalization: UnaryLayer {
  static let classNames = ["BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"]
  static let ignoredKeys: Set<String> = [
    "momentum", "synchronized", "fused", "renorm", "renorm_clipping", "renorm_momentum",
  ]
  /// Other modes of Keras 1 take statistics of the input.
  static let inertValues: [String: Set<String>] = ["mode": ["0"]]
  let axes: [Int]
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  /// Whether it kept more statistics for training, which do nothing afterwards.
  let renormalizes: Bool
  let takesBatchStatistics: Bool

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
    renormalizes = try config.bool("renorm", default: false)
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
    "in training it takes the batch's own mean and variance; here the moving ones, as at inference"
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(input, eq)
    let places = try norm.places(axes)
    // Along several axes, the weights have a length for every one.
    func weight(_ key: String, _ name: Name) throws -> Term {
      try norm.weight(key, as: name, along: places, keepsAll: axes.count > 1)
    }
    let mean = try weight("moving_mean", Name("mu", "μ"))
    let variance = try weight("moving_variance", Name("sigma2", "σ²"))
    let n = try eq(
      "n", (norm.x - mean) / (variance + .number(epsilon))(Sqrt()),
      "mean and variance of the training")
    let gamma = scales ? try weight("gamma", Name("gamma", "γ")) : nil
    let beta = centers ? try weight("beta", Name("beta", "β")) : nil
    return try norm.result((gamma.map { $0 * n } ?? n) + beta)
  }
}

import Equations
import Tensors

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance that training left behind.
///
/// γ, β, μ, σ² have the length of the axis; γ and β may be missing.
struct BatchNormalization: UnaryLayer {
  static let classNames = ["BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization"]
  let axis: Int
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  /// Whether it kept more statistics for training, which do nothing afterwards.
  let renormalizes: Bool

  init(_ config: Config) throws {
    axis = try config.ints("axis", default: [-1]).first ?? -1
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
    renormalizes = try config.bool("renorm", default: false)
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
    let places = try norm.places([axis])
    let mean = try norm.weight("moving_mean", as: Name("mu", "μ"), along: places)
    let variance = try norm.weight("moving_variance", as: Name("sigma2", "σ²"), along: places)
    let n = try eq(
      "n", (norm.x - mean) / (variance + .number(epsilon))(Sqrt()),
      "mean and variance of the training")
    let gamma = scales ? try norm.weight("gamma", as: Name("gamma", "γ"), along: places) : nil
    let beta = centers ? try norm.weight("beta", as: Name("beta", "β"), along: places) : nil
    return try norm.result((gamma.map { $0 * n } ?? n) + beta)
  }
}

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

  init(_ config: Config) throws {
    axis = try config.ints("axis", default: [-1]).first ?? -1
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
  }

  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
      + [
        WeightSpec("moving_mean", isTrainable: false),
        WeightSpec("moving_variance", isTrainable: false),
      ]
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let rank = x.shape.rank
    // Axis 0 of Keras is the batch.
    let place = axis < 0 ? axis + rank : axis - 1
    guard (0..<rank).contains(place) else {
      throw eq.obstacle("it normalizes axis \(axis), which a sample does not have", "")
    }
    let length = x.shape[place]
    func weight(_ key: String, _ name: Name) throws -> Term {
      let weight = try eq.weight(key, as: name, [length])
      guard place < rank - 1 else { return weight }
      return weight(Reshape([length] + [Int](repeating: 1, count: rank - 1 - place)))
    }
    let mean = try weight("moving_mean", Name("mu", "μ"))
    let variance = try weight("moving_variance", Name("sigma2", "σ²"))
    let n = try eq(
      "n", (x - mean) / (variance + .number(epsilon))(Sqrt()), "mean and variance of the training")
    let gamma = scales ? try weight("gamma", Name("gamma", "γ")) : nil
    let beta = centers ? try weight("beta", Name("beta", "β")) : nil
    return try eq("y", (gamma.map { $0 * n } ?? n) + beta)
  }
}

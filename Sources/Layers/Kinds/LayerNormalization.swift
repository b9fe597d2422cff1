import Equations
import Terms

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance of this sample along some axes.
///
/// With `rms_scaling` the mean is left in and β left out: `y = γ ⊙ x/√(σ² + ε)`.
struct LayerNormalization: UnaryLayer {
  static let classNames = ["LayerNormalization"]
  let axes: [Int]
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  let scalesOnly: Bool
  private let version: KerasVersion
  /// Keras 3 normalizes numbers in the format that they come in.
  var castsInputs: Bool { version.major < 3 }

  init(_ config: Config) throws {
    version = config.version
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-3)
    scalesOnly = try config.bool("rms_scaling", default: false)
    scales = try config.bool("scale", default: true) || scalesOnly
    centers = try config.bool("center", default: true) && !scalesOnly
  }

  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(input, eq, inItsFormat: !castsInputs)
    let places = try norm.places(axes)
    let mean = try eq(
      Name("mu", "μ"), norm.mean(norm.x, over: places), "mean of this sample")
    let variance = try eq(
      Name("sigma2", "σ²"), norm.mean((norm.x - mean)(Square()), over: places),
      "variance of this sample")
    let centered = scalesOnly ? norm.x : norm.x - mean
    let n = try eq("n", centered / (variance + .number(epsilon))(Sqrt()))
    let listed = try norm.listed(axes)
    let gamma = scales ? try norm.weight("gamma", as: Name("gamma", "γ"), along: listed) : nil
    let beta = centers ? try norm.weight("beta", as: Name("beta", "β"), along: listed) : nil
    return try norm.result((gamma.map { $0 * n } ?? n) + beta, like: input, version)
  }
}

import Equations
import Tensors

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

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-3)
    scalesOnly = try config.bool("rms_scaling", default: false)
    scales = try config.bool("scale", default: true) || scalesOnly
    centers = try config.bool("center", default: true) && !scalesOnly
  }

  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let rank = x.shape.rank
    let places = try axes.map { axis in
      // Axis 0 of Keras is the batch.
      let place = axis < 0 ? axis + rank : axis - 1
      guard (0..<rank).contains(place) else {
        throw eq.obstacle("it normalizes axis \(axis), which a sample does not have", "")
      }
      return place
    }.sorted()
    let reduced = places.map { $0 - rank }
    let lengths = Shape(places.map { x.shape[$0] })
    func weight(_ key: String, _ name: Name) throws -> Term {
      let weight = try eq.weight(key, as: name, lengths)
      let first = places.first ?? 0
      let full = (first..<rank).map { places.contains($0) ? x.shape[$0] : 1 }
      return full == lengths.dims ? weight : weight(Reshape(full))
    }
    let mean = try eq(
      Name("mu", "μ"), x(Reduce(.mean, axes: reduced, keepsAxes: true)), "mean of this sample")
    let variance = try eq(
      Name("sigma2", "σ²"), (x - mean)(Square())(Reduce(.mean, axes: reduced, keepsAxes: true)),
      "variance of this sample")
    let centered = scalesOnly ? x : x - mean
    let n = try eq("n", centered / (variance + .number(epsilon))(Sqrt()))
    let gamma = scales ? try weight("gamma", Name("gamma", "γ")) : nil
    let beta = centers ? try weight("beta", Name("beta", "β")) : nil
    return try eq("y", (gamma.map { $0 * n } ?? n) + beta)
  }
}

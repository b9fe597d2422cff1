import Equations
import Tensors
import Terms

/// `y = γ ⊙ (x − μ)/√(σ² + ε) + β` with the mean and variance of each group of channels.
///
/// Keras 2 makes the moments alone in float32 where the layer is in float16: `y = x ⊙ i + (β − μ ⊙ i)` with
/// `i = γ/√(σ² + ε)`, every step rounded.
struct GroupNormalization: UnaryLayer {
  static let classNames = ["GroupNormalization"]
  let groups: Int
  let axis: Int
  let epsilon: Double
  let scales: Bool
  let centers: Bool
  private let version: KerasVersion
  /// Keras 3 normalizes numbers in the format that they come in.
  var castsInputs: Bool { version.major < 3 }
  var keepsMask: Bool { true }

  init(_ config: Config) throws {
    groups = try config.wholeNumber("groups", default: 32)
    axis = try config.wholeNumber("axis", default: -1)
    epsilon = try config.double("epsilon", default: 1e-3)
    scales = try config.bool("scale", default: true)
    centers = try config.bool("center", default: true)
    version = config.version
  }

  var title: String { "GroupNormalization(\(groups))" }
  var weights: [WeightSpec] {
    (scales ? [WeightSpec("gamma")] : []) + (centers ? [WeightSpec("beta")] : [])
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(input, eq, inItsFormat: !castsInputs)
    let places = try norm.places([axis])
    let place = places[0]
    let shape = norm.x.shape
    let count = groups == -1 ? shape[place] : groups
    guard count >= 1, shape[place] % count == 0 else {
      throw eq.obstacle("\(shape[place]) channels do not fall into \(count) groups", Advice.gap)
    }
    let split = shape.replacing(place, with: shape[place] / count).inserting(count, at: place)
    let g = try eq("x_groups", norm.x(Reshape(split.dims)), "the channels in groups")
    let others = split.dims.indices.filter { $0 != place }
    func mean(_ term: Term) -> Term { term(Reduce(.mean, axes: others, keepsAxes: true)) }
    let center = try eq(Name("mu", "μ"), mean(g), "mean of each group")
    let variance = try eq(
      Name("sigma2", "σ²"), mean((g - center)(Square())), "variance of each group")
    let gamma = scales ? try norm.weight("gamma", as: Name("gamma", "γ"), along: places) : nil
    let beta = centers ? try norm.weight("beta", as: Name("beta", "β"), along: places) : nil
    if version.major < 3, eq.dtype == .float16 {
      var lengths = split.dims.map { _ in 1 }
      (lengths[place], lengths[place + 1]) = (count, shape[place] / count)
      func grouped(_ weight: Term) -> Term { weight(Cast(.float16))(Reshape(lengths)) }
      let inverse = (variance(Cast(.float16)) + .number(epsilon))(Rsqrt())
      let i = try eq("i", gamma.map { inverse * grouped($0) } ?? inverse)
      let shift = center(Cast(.float16)) * i
      let y = input(Reshape(split.dims)) * i + (beta.map { grouped($0) - shift } ?? -shift)
      return try eq("y", y(Reshape(shape.dims)))
    }
    let n = try eq("n", ((g - center) / (variance + .number(epsilon))(Sqrt()))(Reshape(shape.dims)))
    let y = (gamma.map { $0 * n } ?? n) + beta
    let own = try input.type().dtype
    // Keras 3 brings what it made of whole numbers back to their format.
    return try norm.result(version.major < 3 || own.isFloat ? y : y(Cast(own))(Cast(eq.dtype)))
  }
}

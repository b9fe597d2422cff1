import Equations
import Tensors
import Terms

/// `a = activation(x·W + b)`.
///
/// x (…, inputs), W (inputs, units), b (units), a (…, units). W may be adapted by factors of low rank.
struct Dense: Layer, UnaryLayer {
  static let classNames = ["Dense"]
  static let ignoredKeys: Set<String> = ["quantization_config"]
  let units: Int
  let useBias: Bool
  let activation: Activation
  private let adaptation: LowRankAdaptation?

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
    adaptation = try LowRankAdaptation(config, of: "kernel")
  }

  var title: String {
    activation.isLinear ? "Dense(\(units))" : "Dense(\(units), \(activation.name))"
  }
  var weights: [WeightSpec] {
    LowRankAdaptation.weights(
      [WeightSpec("kernel")] + (useBias ? [WeightSpec("bias")] : []), adaptation)
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let W = try eq.weight("kernel", as: "W", [x.shape.width, units], adaptedBy: adaptation)
    let b = useBias ? try eq.weight("bias", as: "b", [units]) : nil
    let sum = "weighted sum of the inputs"
    let z = try eq("z", x • W + b, b == nil ? sum : sum + ", plus the bias")
    return try eq("a", activation(z), activation.note)
  }
}

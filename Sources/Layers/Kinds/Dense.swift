import Equations
import Tensors
import Terms

/// `a = activation(x·W + b)`.
///
/// x (…, inputs), W (inputs, units), b (units), a (…, units).
struct Dense: Layer, UnaryLayer {
  static let classNames = ["Dense"]
  static let ignoredKeys: Set<String> = ["lora_rank", "lora_alpha", "quantization_config"]
  let units: Int
  let useBias: Bool
  let activation: Activation

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
  }

  var title: String {
    activation.isLinear ? "Dense(\(units))" : "Dense(\(units), \(activation.name))"
  }
  var weights: [WeightSpec] { [WeightSpec("kernel")] + (useBias ? [WeightSpec("bias")] : []) }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let W = try eq.weight("kernel", as: "W", [x.shape.width, units])
    let b = useBias ? try eq.weight("bias", as: "b", [units]) : nil
    let sum = "weighted sum of the inputs"
    let z = try eq("z", x • W + b, b == nil ? sum : sum + ", plus the bias")
    return try eq("a", activation(z), activation.note)
  }
}

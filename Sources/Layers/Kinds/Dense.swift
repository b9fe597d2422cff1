import Equations
import Tensors
import Terms

/// `a = activation(x·W + b)`.
///
/// x (…, inputs), W (inputs, units), b (units), a (…, units). W may be adapted by factors of low rank, or be in few
/// bits (`Quantization`).
struct Dense: Layer, UnaryLayer, PreparedLayer {
  static let classNames = ["Dense"]
  static let ignoredKeys: Set<String> = ["quantization_config"]
  let units: Int
  let useBias: Bool
  let activation: Activation
  private let adaptation: LowRankAdaptation?
  private let quantization: Quantization?

  init(_ config: Config) throws {
    units = try config.int("units")
    useBias = try config.bool("use_bias", default: true)
    activation = try config.activation()
    adaptation = try LowRankAdaptation(config, of: "kernel")
    quantization = try Quantization(config)
  }

  var title: String {
    activation.isLinear ? "Dense(\(units))" : "Dense(\(units), \(activation.name))"
  }
  var weights: [WeightSpec] {
    let own = [WeightSpec("kernel")] + (useBias ? [WeightSpec("bias")] : [])
    return Quantization.weights(own, adaptation, quantization)
  }

  var actsOnLastAxis: Bool { true }

  /// An adapted kernel.
  func prepare(_ row: Shape, to eq: Equations) throws {
    guard quantization == nil else { return }
    _ = try adaptation?.weight(as: "W", [row.width, units], eq)
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let product: Term
    if let quantization {
      let own = try quantization.product(x, MatrixSum(matrix: (x.shape.width, units)), eq)
      product = own + (try adaptation?.addition([x.shape.width, units], eq) { x • $0 })
    } else {
      product = try x • eq.weight("kernel", as: "W", [x.shape.width, units], adaptedBy: adaptation)
    }
    let b = useBias ? try eq.weight("bias", as: "b", [units]) : nil
    let sum = "weighted sum of the inputs"
    let z = try eq(
      "z", product + b.map { quantization?.bias($0) ?? $0 },
      b == nil ? sum : sum + ", plus the bias")
    return try eq("a", activation(z), activation.note)
  }
}

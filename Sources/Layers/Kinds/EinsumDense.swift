import Containers
import Equations
import Tensors
import Terms

/// `z = einsum("abc,cd->abd", x, W) + b`, `a = activation(z)`: a weighted sum along the axes that x and W share and the
/// result lacks.
///
/// W may be in few bits (`Quantization`). The axes are brought in order for a matrix product: those that all three have, x's own, those that are summed, W's own.
struct EinsumDense: UnaryLayer {
  static let classNames = ["EinsumDense"]
  static let ignoredKeys: Set<String> = [
    "quantization_config", "gptq_unpacked_column_size",
  ]
  private let equation: String
  private let outputs: [Int?]
  private let biasAxes: [Character]?
  private let activation: Activation
  private let adaptation: LowRankAdaptation?
  private let quantization: Quantization?
  private let version: KerasVersion

  init(_ config: Config) throws {
    equation = try config.string("equation")
    guard let shape = config.value("output_shape") else {
      throw config.error("output_shape", "a length, or a list of them")
    }
    outputs = shape.arrayValue.map { $0.map(\.intValue) } ?? [shape.intValue]
    guard outputs.allSatisfy({ ($0 ?? 1) >= 1 && ($0 ?? 1) <= Int(Int32.max) }) else {
      throw config.error("output_shape", "lengths of 1 or more")
    }
    biasAxes = config.value("bias_axes") == nil ? nil : Array(try config.string("bias_axes"))
    activation = try config.activation()
    adaptation = try LowRankAdaptation(config, of: "kernel")
    quantization = try Quantization(config)
    version = config.version
  }

  var keepsMask: Bool { false }
  var title: String { "EinsumDense(\(equation))" }
  var weights: [WeightSpec] {
    let own = [WeightSpec("kernel")] + (biasAxes == nil ? [] : [WeightSpec("bias")])
    return Quantization.weights(own, adaptation, quantization)
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    guard let einsum = Einsum(equation, rank: x.shape.rank + 1) else {
      throw eq.obstacle(
        "its equation \(equation) does not fit an input \(x.shape) of one sample", Advice.gap)
    }
    let shapes = EinsumShapes(einsum, input: x.shape.dims, outputs: outputs)
    guard let kernel = shapes.kernel, kernel.checkedCount != nil,
      let biases = shapes.bias(biasAxes ?? [])
    else {
      throw eq.obstacle("its output_shape does not say how long its kernel is", Advice.gap)
    }
    let product: Term
    if let quantization {
      let own = try quantization.product(x, EinsumSum(einsum: einsum, kernel: kernel), eq)
      product =
        own
        + (try adaptation?.addition(kernel, eq) { EinsumProduct(einsum).term(x, $0) })
    } else {
      product = EinsumProduct(einsum).term(
        x, try eq.weight("kernel", as: "W", kernel, adaptedBy: adaptation))
    }
    let b = biasAxes == nil ? nil : try eq.weight("bias", as: "b", biases)
    let sum = "weighted sum along the axes that only x and W have"
    let z = try eq(
      "z", b.map { product.plusAsKeras(quantization?.bias($0) ?? $0, version) } ?? product,
      b == nil ? sum : sum + ", plus the bias")
    return try eq("a", activation(z), activation.note)
  }
}

import Containers
import Equations
import Tensors
import Terms

/// `q = round(x·s)` with `s = 127/(max |x| + ε)`: an input in 8 bits, beside a kernel that Keras 3 keeps in 8 bits.
///
/// The product of the two is of whole numbers; divided by both scales it is nearly x·W.
struct Int8Quantization: Sendable {
  /// What is added to the greatest number; nil where inputs stay as they are.
  private let epsilon: Double?

  /// Nil where the layer is not quantized.
  init?(_ config: Config) throws {
    guard config.isInt8 else { return nil }
    guard try config.int("lora_rank", default: 0) == 0 else {
      throw config.error("lora_rank", "none, for a layer that is quantized")
    }
    let settings = config.value("quantization_config")?["config"]
    let quantizer = settings?["activation_quantizer"]
    guard settings == nil || quantizer?.isNull == false else {
      epsilon = nil
      return
    }
    let own = quantizer?["config"]
    let range = own?["value_range"]?.arrayValue?.map(\.intValue) ?? [-127, 127]
    guard quantizer == nil || quantizer?["class_name"]?.stringValue == "AbsMaxQuantizer",
      range == [-127, 127]
    else { throw config.error("quantization_config", "an AbsMaxQuantizer from -127 to 127") }
    epsilon = own?["epsilon"]?.doubleValue ?? 1e-7
  }

  /// A layer's weights with the scale of the first behind them, which no training changes.
  static func weights(_ own: [WeightSpec], _ quantization: Int8Quantization?) -> [WeightSpec] {
    guard quantization != nil, let first = own.first else { return own }
    return [WeightSpec(first.key, isTrainable: false)] + own.dropFirst()
      + [WeightSpec("\(first.key)_scale", isTrainable: false)]
  }

  /// `z = q·W/(s_W·s)`, W (inputs, units) being whole numbers and s_W (units) their scales.
  func product(_ x: Term, _ W: Term, _ eq: Equations) throws -> Term {
    let scale = try eq.weight("kernel_scale", as: "s_W", [W.shape.width])
    guard let epsilon else { return (x • W) / scale }
    let most = x(Abs())(Reduce(.max, axes: [-1], keepsAxes: true))
    // The scale counts as given: Keras lets no gradient through it.
    let own = try eq(
      "s", (127 / (most + .number(epsilon)))(StopGradient()),
      "the greatest number of the input becomes 127")
    let q = try eq("q", .apply(Quantize(), [x, own]), "the input in 8 bits")
    return (q • W) / (scale * own)
  }
}

extension Config {
  /// Whether the policy says that the layer computes with whole numbers of 8 bits, from float32.
  var isInt8: Bool {
    guard let policy = value("dtype") ?? value("dtype_policy") else { return false }
    let settings = policy["config"] ?? .null
    if let mode = settings["mode"]?.stringValue {
      return mode == "int8" && settings["source_name"]?.stringValue == "float32"
    }
    return (policy.stringValue ?? settings["name"]?.stringValue) == "int8_from_float32"
  }
}

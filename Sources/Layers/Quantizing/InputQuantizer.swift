import Containers
import Equations
import Terms

/// `q = round(x·s)` with `s = 127/(max |x| + ε)`: an input in 8 bits.
struct InputQuantizer: Sendable {
  /// What is added to the greatest number.
  private let epsilon: Double
  /// The axes that the quantizer itself has, for layers that name none.
  let ownAxes: [Int]?

  /// Nil where inputs stay as they are. `isUsual` says whether they are quantized where nothing is said of them.
  init?(_ config: Config, isUsual: Bool) throws {
    let settings = config.value("quantization_config")?["config"]
    let quantizer = settings?["activation_quantizer"]
    guard settings == nil ? isUsual : quantizer?.isNull == false else { return nil }
    let own = quantizer?["config"]
    let range = own?["value_range"]?.arrayValue?.map(\.intValue) ?? [-127, 127]
    guard quantizer == nil || quantizer?["class_name"]?.stringValue == "AbsMaxQuantizer",
      range == [-127, 127], own?["output_dtype"]?.stringValue ?? "int8" == "int8"
    else { throw config.error("quantization_config", "an AbsMaxQuantizer from -127 to 127") }
    epsilon = own?["epsilon"]?.doubleValue ?? 1e-7
    let axis = own?["axis"] ?? .int(-1)
    ownAxes = axis.intValue.map { [$0] } ?? axis.arrayValue?.compactMap(\.intValue)
  }

  /// q, and s along the axes that are not summed over.
  func quantized(
    _ x: Term, over axes: [Int], _ eq: Equations
  ) throws -> (q: Term, scale: Term) {
    let most = x(Abs())(Reduce(.max, axes: axes, keepsAxes: true))
    // The scale counts as given: Keras lets no gradient through it.
    let scale = try eq(
      "s", (127 / (most + .number(epsilon)))(StopGradient()),
      "the greatest number of the input becomes 127")
    return (try eq("q", .apply(Quantize(), [x, scale]), "the input in 8 bits"), scale)
  }
}

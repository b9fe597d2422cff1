import Containers
import Equations
import Tensors
import Terms

/// `m = any(x ≠ mask_value)`, `y = x ⊙ m`: a timestep is masked when all its features are
/// the mask value.
///
/// Keras 3 chooses 0 where Keras 2 multiplies by it, which makes NaN of a masked infinity.
struct Masking: Layer {
  static let classNames = ["Masking"]
  let value: Double
  let version: KerasVersion
  /// The format of `mask_value` in Keras: float32 of a float of Python in Keras 3, whatever the layer's is.
  private let valueFormat: DType

  init(_ config: Config) throws {
    value = try config.double("mask_value", default: 0)
    version = config.version
    let isWhole = config.value("mask_value")?.intValue != nil
    valueFormat = version.major >= 3 && !isWhole ? .float32 : config.computeType
  }

  var title: String { "Masking(\(NumberText.short(value)))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    guard x.shape.rank > 0 else {
      throw eq.obstacle(
        "its input is one number for each sample, and it looks along the last axis of one",
        "Keras takes the samples themselves for that axis.")
    }
    let own = try x.type().dtype
    // -99.9 of float32 is no number of float16, and masks none.
    let isSame = own.rounded(value) == valueFormat.rounded(value)
    let number = isSame ? Term.number(value) : Term.number(value)(Cast(valueFormat))
    let differs = Term.apply(NotEqual(), [x, number])
    let note = !isSame && own.isHalf ? ", which no number of \(own) is" : ""
    let m = try eq(
      "m", differs(Reduce(.any, axes: [-1])),
      "false where a timestep is masked: every feature is \(NumberText.short(value))\(note)")
    let kept = Term.apply(Reduce(.any, axes: [-1], keepsAxes: true), [differs])
    let zeroed = version.major < 3 ? x * kept : .select(kept, x, 0)
    let y = try eq("y", zeroed, "masked timesteps are zeroed")
    return [Signal(y, mask: m)]
  }
}

import Equations
import Terms

/// `m = any(x ≠ mask_value)`, `y = x ⊙ m`: a timestep is masked when all its features are
/// the mask value.
///
/// Keras 3 chooses 0 where Keras 2 multiplies by it, which makes NaN of a masked infinity.
struct Masking: Layer {
  static let classNames = ["Masking"]
  let value: Double
  let version: KerasVersion

  init(_ config: Config) throws {
    value = try config.double("mask_value", default: 0)
    version = config.version
  }

  var title: String { "Masking(\(NumberText.short(value)))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    let differs = Term.apply(NotEqual(), [x, .number(value)])
    let m = try eq(
      "m", differs(Reduce(.any, axes: [-1])),
      "false where a timestep is masked: every feature is \(NumberText.short(value))")
    let kept = Term.apply(Reduce(.any, axes: [-1], keepsAxes: true), [differs])
    let zeroed = version.major < 3 ? x * kept : .select(kept, x, 0)
    let y = try eq("y", zeroed, "masked timesteps are zeroed")
    return [Signal(y, mask: m)]
  }
}

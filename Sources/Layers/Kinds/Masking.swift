import Equations

/// `m = any(x ≠ mask_value)`, `y = x ⊙ m`: a timestep is masked when all its features are
/// the mask value.
struct Masking: Layer {
  static let classNames = ["Masking"]
  let value: Double

  init(_ config: Config) throws { value = try config.double("mask_value", default: 0) }

  var title: String { "Masking(\(NumberText.short(value)))" }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    let differs = Term.apply(NotEqual(), [x, .number(value)])
    let m = try eq(
      "m", differs(Reduce(.any, axes: [-1])),
      "false where a timestep is masked: every feature is \(NumberText.short(value))")
    let kept = Term.apply(Reduce(.any, axes: [-1], keepsAxes: true), [differs])
    let y = try eq("y", x * kept, "masked timesteps are zeroed")
    return [Signal(y, mask: m)]
  }
}

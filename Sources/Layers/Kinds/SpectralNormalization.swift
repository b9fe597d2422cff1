import Equations
import Tensors
import Terms

/// Another layer, whose kernel training divides by its greatest singular value: the file holds it so, and at inference that
/// layer is all there is.
struct SpectralNormalization: Layer {
  static let classNames = ["SpectralNormalization"]
  static let ignoredKeys: Set<String> = ["power_iterations"]
  private let inner: Part
  private let version: KerasVersion

  init(_ config: Config) throws {
    let (layer, innerConfig) = try config.layer("layer")
    inner = Part(innerConfig.name, groups: ["layer"], layer, innerConfig)
    version = config.version
  }

  var title: String { "SpectralNormalization(\(inner.title))" }
  var parts: [Part] { [inner] }
  /// What the last step found of the greatest singular value. The kernel stands in front of it in a .keras.
  var weights: [WeightSpec] { [WeightSpec("vector_u", isTrainable: false, behind: 1)] }
  var trainingRemark: String? {
    "in training it divides the kernel by its greatest singular value before every call; here it does not"
  }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let format = try input.term.type().dtype
    let outputs = try inner.lower(
      Call([input], mask: call.mask, weights: call.weights.part(0)), to: eq)
    guard let output = outputs.first else { return [] }
    let y = output.term
    let own = try y.type().dtype
    let result = version.major >= 3 && own != format ? try eq("y", y(Cast(format))) : y
    return [Signal(result, mask: output.mask)]
  }
}

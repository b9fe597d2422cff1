import Equations
import Tensors
import Terms

/// Another layer, whose kernel training divides by its greatest singular value: the file holds it so, and at inference that
/// layer is all there is.
struct SpectralNormalization: Layer {
  static let classNames = ["SpectralNormalization"]
  private let inner: Part
  private let version: KerasVersion
  private let singularValue: SingularValue?

  init(_ config: Config) throws {
    let (layer, innerConfig) = try config.layer("layer")
    inner = Part(innerConfig.name, groups: ["layer"], layer, innerConfig)
    version = config.version
    let iterations = try config.int("power_iterations", default: 1)
    let isPlain = [config, innerConfig].allSatisfy { $0.computeType == .float32 }
    // tf.keras trains the kernel of an inner layer that is frozen by itself.
    let isTrainable = [config, innerConfig].map(\.isTrainable)
    let isUsual = isPlain && (version.major >= 3 || isTrainable[0] == isTrainable[1])
    singularValue =
      isUsual ? SingularValue(of: layer, iterations: iterations, version) : nil
  }

  var title: String { "SpectralNormalization(\(inner.title))" }
  var parts: [Part] { [inner] }
  /// What the last step found of the greatest singular value. The kernel stands in front of it in a .keras.
  var weights: [WeightSpec] { [WeightSpec("vector_u", isTrainable: false, behind: 1)] }
  var changesInTraining: Bool { true }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let input = try call.input(eq)
    let format = try input.term.type().dtype
    let own = call.weights.part(0)
    let one = Call([input], mask: call.mask, weights: own)
    let outputs: [Signal]
    if eq.isTraining {
      var open = try inner.begin(own, to: eq)
      try divider(eq).divide(in: &open, eq)
      outputs = try inner.lower(one, in: &open, to: eq)
    } else {
      outputs = try inner.lower(one, to: eq)
    }
    guard let output = outputs.first else { return [] }
    let y = output.term
    let ownFormat = try y.type().dtype
    let result = version.major >= 3 && ownFormat != format ? try eq("y", y(Cast(format))) : y
    return [Signal(result, mask: output.mask)]
  }

  /// What divides the kernel in training.
  private func divider(_ eq: Equations) throws -> SingularValue {
    guard !eq.isInLoop else {
      throw eq.obstacle(
        "in training it changes its kernel before every call, which is not computed in a loop",
        "Set training off.")
    }
    guard let singularValue else {
      throw eq.obstacle(
        "in training it divides the kernel by its greatest singular value before every call, which is not computed "
          + "of this layer in this format",
        "Set training off.")
    }
    return singularValue
  }
}

import Equations
import Terms

/// `y = x`, of one tensor or of each of a tree of tensors, which Keras 3 takes too.
struct Identity: Layer {
  static let classNames = ["Identity"]
  /// Keras 3 hands masks on.
  private let keepsMask: Bool

  init(_ config: Config) throws { keepsMask = config.version.major >= 3 }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    guard call.inputs.count > 1 else {
      let input = try call.input(eq)
      return [
        Signal(try eq("y", input.term, "unchanged"), mask: keepsMask ? call.effectiveMask : nil)
      ]
    }
    return try call.inputsWithMasks.enumerated().map { index, input in
      Signal(
        try eq(.numbered("y", index + 1), input.term, "unchanged"),
        mask: keepsMask ? input.mask : nil)
    }
  }
}

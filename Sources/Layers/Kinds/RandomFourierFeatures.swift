import Equations
import Tensors
import Terms

/// `y = cos(x·W/s + b)`: features whose products come near a kernel function of the inputs; of Keras 2.
///
/// W (inputs, features) and b (features) were drawn and are never trained; s (1) may be, and stays at 0 or above. All of it is in
/// float32.
struct RandomFourierFeatures: UnaryLayer {
  static let classNames = ["RandomFourierFeatures"]
  static let ignoredKeys: Set<String> = ["kernel_initializer", "scale"]
  private let features: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws { features = try config.int("output_dim") }

  var title: String { "RandomFourierFeatures(\(features))" }

  /// What can be trained comes first, also where the layer is frozen.
  var weights: [WeightSpec] {
    [
      WeightSpec("kernel_scale", constraint: "NonNeg"),
      WeightSpec("unscaled_kernel", isTrainable: false),
      WeightSpec("bias", isTrainable: false),
    ]
  }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    guard input.shape.rank == 1 else {
      throw eq.obstacle("it takes samples of one axis, not \(input.shape)", Advice.gap)
    }
    let x = input(Cast(.float32))
    let W = try eq.weight("unscaled_kernel", as: "W", [x.shape.width, features])
    let s = try eq.weight("kernel_scale", as: "s", [1])
    let b = try eq.weight("bias", as: "b", [features])
    let K = try eq("K", .number(1) / s * W, "the kernel, scaled")
    let z = try eq("z", x • K + b, "weighted sum of the inputs, plus the bias")
    return try eq("y", z(Cos()))
  }
}

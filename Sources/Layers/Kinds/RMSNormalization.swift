import Equations
import Tensors
import Terms

/// `y = γ ⊙ x/√(r + ε)` with the mean square r of this sample along some axes.
///
/// γ is as long as those axes and stands beside the last ones, whichever they are: Keras spreads it as NumPy does.
struct RMSNormalization: UnaryLayer {
  static let classNames = ["RMSNormalization"]
  let axes: [Int]
  let epsilon: Double
  private let version: KerasVersion
  var keepsMask: Bool { false }

  var callArguments: [String] { ["x"] }

  init(_ config: Config) throws {
    axes = try config.ints("axis", default: [-1])
    epsilon = try config.double("epsilon", default: 1e-6)
    version = config.version
  }

  var weights: [WeightSpec] { [WeightSpec("scale")] }

  func lower(_ input: Term, to eq: Equations) throws -> Term {
    let norm = try Normalization(input, eq)
    let places = try norm.places(axes)
    let r = try eq("r", norm.mean(norm.x(Square()), over: places), "mean square of this sample")
    let gamma = try norm.stored("scale", as: Name("gamma", "γ"), along: places)
    guard norm.x.shape.broadcast(with: gamma.shape) == norm.x.shape else {
      throw eq.obstacle(
        "its scale \(gamma.shape) stands beside the last axes of \(norm.x.shape), which it does not fit",
        "Keras ends with an error there; normalize the last axes, or leave the scale out.")
    }
    return try norm.result(
      gamma * (norm.x / (r + .number(epsilon))(Sqrt())), like: input, version)
  }
}

import Equations
import Tensors
import Terms

/// `y = x ⊙ γ`: every feature by a number that was learned, as the blocks of a ConvNeXt end.
///
/// γ (features).
struct LayerScale: UnaryLayer {
  static let classNames = ["LayerScale"]
  static let ignoredKeys: Set<String> = ["init_values"]
  private let features: Int
  var keepsMask: Bool { false }

  init(_ config: Config) throws { features = try config.int("projection_dim") }

  var title: String { "LayerScale(\(features))" }
  var weights: [WeightSpec] { [WeightSpec("gamma")] }
  var actsOnLastAxis: Bool { true }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    let gamma = try eq.weight("gamma", as: Name("gamma", "γ"), [features])
    guard x.shape.broadcast(with: gamma.shape) == x.shape else {
      throw eq.obstacle("its γ \(gamma.shape) does not fit an input \(x.shape)", Advice.gap)
    }
    return try eq("y", x * gamma, "every feature by its own number")
  }
}

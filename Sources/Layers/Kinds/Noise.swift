import Equations
import Terms

/// `y = x`; in training `y = x + noise` or `y = x ⊙ noise`, the noise drawn from a normal distribution.
///
/// What is added has mean 0 and deviation stddev, what multiplies has mean 1 and deviation √(rate / (1 − rate)). Keras
/// draws other numbers for the same seed.
struct Noise: UnaryLayer {
  static let classNames = ["GaussianNoise", "GaussianDropout"]
  let kind: String
  private let multiplies: Bool
  /// The deviation, or the rate of what multiplies.
  private let strength: Double
  private let version: KerasVersion

  init(_ config: Config) throws {
    kind = config.kind
    multiplies = kind == "GaussianDropout"
    strength =
      try multiplies ? config.rate(default: 0) : config.double("stddev", default: 0)
    version = config.version
  }

  var title: String { "\(kind)(\(strength))" }
  /// tf.keras drops nothing at a rate of 1, where the deviation would have no end.
  var isRandomInTraining: Bool {
    strength > 0 && !(multiplies && strength >= 1 && version.major < 3)
  }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    guard eq.isTraining else {
      return try eq("y", x, "\(kind) acts in training only: unchanged at inference")
    }
    guard isRandomInTraining else { return try eq("y", x, "unchanged: there is no noise") }
    guard multiplies else {
      let noise = eq.draw("noise", x.shape, .normal(mean: 0, deviation: strength))
      return try eq("y", x + noise, "training: noise of deviation \(strength) is added")
    }
    guard strength < 1 else {
      throw eq.obstacle(
        "its rate is \(strength): Keras divides by 1 − rate",
        "At inference it changes nothing: set training off")
    }
    let deviation = (strength / (1 - strength)).squareRoot()
    let noise = eq.draw("noise", x.shape, .normal(mean: 1, deviation: deviation))
    return try eq(
      "y", x * noise, "training: multiplied by noise around 1, as a rate of \(strength) has it")
  }
}

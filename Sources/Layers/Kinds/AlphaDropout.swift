import Containers
import Equations
import Terms

/// `y = x`; in training `y = a·(keep ? x : α′) + b`: what is dropped gets the value that selu gives far below 0, and a, b
/// bring mean and variance back to 0 and 1.
///
/// α′ = −1.7581, `a = 1/√((1 − rate)(1 + rate·α′²))`, `b = −a·α′·rate`. Keras draws other numbers for the same seed.
struct AlphaDropout: UnaryLayer {
  static let classNames = ["AlphaDropout"]
  let rate: Double
  private let noise: [Int?]?
  private let version: KerasVersion

  init(_ config: Config) throws {
    rate = try config.rate(default: 0)
    noise = config.value("noise_shape")?.arrayValue?.map(\.intValue)
    version = config.version
  }

  var title: String { "AlphaDropout(\(rate))" }
  /// tf.keras drops nothing at a rate of 1.
  var isRandomInTraining: Bool { rate > 0 && !(rate >= 1 && version.major < 3) }

  /// α·scale of selu, below 0.
  private static let saturation = -1.7580993408473766

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    guard eq.isTraining else {
      return try eq("y", x, "AlphaDropout acts in training only: unchanged at inference")
    }
    guard isRandomInTraining else { return try eq("y", x, "unchanged: nothing is dropped") }
    let advice = "At inference it changes nothing: set training off"
    guard rate < 1 else {
      throw eq.obstacle("its rate is \(rate): Keras divides by 1 − rate", advice)
    }
    guard let shape = noise.map({ x.shape.ofNoise($0) }) ?? x.shape else {
      throw eq.obstacle("its noise_shape does not fit an input \(x.shape)", advice)
    }
    let low = AlphaDropout.saturation
    let a = 1 / ((1 - rate) * (1 + rate * low * low)).squareRoot()
    let keep = eq.draw("keep", shape, .keeping(rate: rate), isShared: noise?.first == 1)
    let d = try eq(
      "d", .select(keep, x, .number(low)),
      "training: dropped with probability \(rate), to what selu gives far below 0")
    return try eq(
      "y", .number(a) * d + .number(-a * low * rate), "mean and variance brought back to 0 and 1")
  }
}

import Equations
import Tensors
import Terms

/// `y = x`; in training `y = keep ? x / (1 − rate) : 0`, one number drawn for all of a sample.
///
/// Keras draws other numbers for the same seed.
struct StochasticDepth: UnaryLayer {
  static let classNames = ["StochasticDepth"]
  private let rate: Double
  var keepsMask: Bool { false }

  init(_ config: Config) throws {
    rate = try config.double("drop_path_rate")
    guard (0...1).contains(rate) else {
      throw config.error("drop_path_rate", "a number from 0 to 1")
    }
  }

  var title: String { "StochasticDepth(\(rate))" }
  var isRandomInTraining: Bool { rate > 0 }

  func lower(_ x: Term, to eq: Equations) throws -> Term {
    guard eq.isTraining else {
      return try eq("y", x, "StochasticDepth acts in training only: unchanged at inference")
    }
    guard rate > 0 else { return try eq("y", x, "unchanged: nothing is dropped") }
    guard rate < 1 else {
      throw eq.obstacle(
        "its rate is 1: Keras divides by 1 − rate",
        "At inference it changes nothing: set training off")
    }
    let ones = Shape([Int](repeating: 1, count: x.shape.rank))
    let keep = eq.draw("keep", ones, .keeping(rate: rate))
    return try eq(
      "y", x.dropped(where: keep, rate: rate),
      "training: the whole sample dropped with probability \(rate), or scaled")
  }
}

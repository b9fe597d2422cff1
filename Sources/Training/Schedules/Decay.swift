import Equations
import Terms

/// The settings of a rate that falls by a factor or a share r every so many updates.
struct Decay {
  /// The rate η₀ before the first update.
  let start: Double
  let steps: Double
  let rate: Double
  let isStaircase: Bool

  init(_ saved: Saved) throws(Obstacle) {
    start = try saved.needed("initial_learning_rate")
    steps = try saved.needed("decay_steps")
    rate = try saved.needed("decay_rate")
    isStaircase = try saved.bool("staircase", default: false)
  }

  /// `n/steps`; as a staircase rounded down.
  func share(_ n: Term) -> Term {
    let share = n / .number(steps)
    return isStaircase ? share(Floor()) : share
  }
}

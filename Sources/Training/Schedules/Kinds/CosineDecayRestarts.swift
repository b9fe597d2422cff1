import Equations
import Terms

/// CosineDecay that starts again: every time t_mul as long, and m_mul as high.
struct CosineDecayRestarts: Schedule {
  static let className = "CosineDecayRestarts"
  let start: Double
  let steps: Double
  let longer: Double
  let higher: Double
  let alpha: Double

  init(_ saved: Saved) throws(Obstacle) {
    start = try saved.needed("initial_learning_rate")
    steps = try saved.needed("first_decay_steps")
    longer = try saved.double("t_mul", default: 2)
    higher = try saved.double("m_mul", default: 1)
    alpha = try saved.double("alpha", default: 0)
  }

  func rate(_ n: Term, to eq: some EquationList) throws -> Term {
    let gone = try eq("gone", n / .number(steps), "how often the first way would be gone")
    let (i, part) = try restart(gone, eq)
    let wave = 0.5 * .power(.number(higher), i) * (1 + (.number(Double.pi) * part)(Cos()))
    return try eq.rate(
      .number(start) * (.rest(of: alpha) * wave + .number(alpha)),
      "learning rate after n updates")
  }

  /// How often it has started again, and how much of the way since then is gone.
  private func restart(_ gone: Term, _ eq: some EquationList) throws -> (Term, Term) {
    guard longer != 1 else {
      let i = try eq("i", gone(Floor()), "how often it has started again")
      return (i, gone - i)
    }
    let count = (1 - gone * .rest(of: longer)).logarithm / Term.number(longer)(Log())
    let i = try eq("i", count(Floor()), "how often it has started again")
    let stretch = Term.power(.number(longer), i)
    let before = (1 - stretch) / .rest(of: longer)
    return (i, try eq("p", (gone - before) / stretch, "how much of this way is gone"))
  }
}

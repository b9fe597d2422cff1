import Equations
import Terms

/// How gradients that are too large are made smaller.
package enum Clipping: Sendable, Equatable {
  /// Each weight's gradient to a length at most.
  case norm(Double)
  /// All gradients together to a length at most.
  case globalNorm(Double)
  /// Each number to a size at most.
  case value(Double)

  /// What a config asks for, in the order in which it is done.
  static func read(_ saved: Saved, _ rules: Rules) throws(Obstacle) -> [Clipping] {
    let norm = try saved.double("clipnorm").flatMap { $0 > 0 ? $0 : nil }
    let global = try saved.double("global_clipnorm").flatMap { $0 > 0 ? $0 : nil }
    let value = try saved.double("clipvalue").flatMap { $0 > 0 ? $0 : nil }
    let all = norm.map { Clipping.norm($0) }
    let together = global.map { Clipping.globalNorm($0) }
    let each = value.map { Clipping.value($0) }
    if saved.generation == .standalone {
      // Standalone Keras measures all gradients together, by whatever name.
      return [norm.map { .globalNorm($0) }, each].compactMap(\.self)
    }
    if rules == .legacy { return [each, all, together].compactMap(\.self) }
    return Array([all, together, each].compactMap(\.self).prefix(1))
  }

  /// A gradient made smaller; `scale` is what `globalScale` wrote.
  func clipped(_ g: Gradient, scale: Term?, to eq: some EquationList) throws -> Gradient {
    let name = Name("g_clipped", "g∧")
    switch self {
    case .norm(let most):
      let length = Term.maximum(g.square.sum().squareRoot, .number(most))
      let value = try eq(name, g.value * .number(most) / length, "not longer than \(most)")
      guard g.isOfLookups else { return Gradient(value) }
      let share = Term.number(most) / length
      return Gradient(lookups: value, squares: g.square * share.squared, sizes: g.size * share)
    case .globalNorm(let most):
      guard let scale else { return g }
      // Keras adds the slopes of lookups up when it scales them.
      return Gradient(try eq(name, g.value * scale, "together not longer than \(most)"))
    case .value(let most):
      guard !g.isOfLookups else { throw Clipping.lookups }
      return Gradient(try eq(name, g.value.clipped(-most, most), "no number beyond \(most)"))
    }
  }

  private static var lookups: Obstacle {
    Obstacle(
      path: "the optimizer", kind: "clipvalue",
      reason: "Keras clips the slope of every single lookup of an embedding, which is not computed",
      advice: "Take clipnorm or global_clipnorm in Keras.")
  }

  /// `c·min(1/‖g‖, 1/c)` of all gradients together; nil where they are not measured so.
  func globalScale(_ gradients: [Gradient], _ eq: some EquationList) throws -> Term? {
    guard case .globalNorm(let most) = self, let first = gradients.first else { return nil }
    let squares = gradients.dropFirst().reduce(first.square.sum()) { $0 + $1.square.sum() }
    let norm = try eq(Name("g_norm", "‖g‖"), squares.squareRoot, "length of all gradients together")
    let scale = .number(most) * Term.minimum(1 / norm, .number(1 / most))
    return try eq("scale", scale, "brings it to \(most) at most")
  }
}

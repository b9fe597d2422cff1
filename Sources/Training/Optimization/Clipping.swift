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
  func clipped(_ g: Term, scale: Term?) -> Term {
    switch self {
    case .norm(let most):
      g * .number(most) / .maximum(g.squared.sum().squareRoot, .number(most))
    case .globalNorm: scale.map { g * $0 } ?? g
    case .value(let most): g.clipped(-most, most)
    }
  }

  /// `c·min(1/‖g‖, 1/c)` of all gradients together; nil where they are not measured so.
  func globalScale(_ gradients: [Term], _ eq: some EquationList) throws -> Term? {
    guard case .globalNorm(let most) = self, let first = gradients.first else { return nil }
    let squares = gradients.dropFirst().reduce(first.squared.sum()) { $0 + $1.squared.sum() }
    let norm = try eq(Name("g_norm", "‖g‖"), squares.squareRoot, "length of all gradients together")
    let scale = .number(most) * Term.minimum(1 / norm, .number(1 / most))
    return try eq("scale", scale, "brings it to \(most) at most")
  }
}

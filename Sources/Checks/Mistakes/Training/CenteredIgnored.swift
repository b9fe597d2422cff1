import Equations
import Tensors
import Terms

/// `√(v + ε)` for `√(v − ḡ² + ε)`: RMSprop's centered=True ignored; or ḡ² taken off where the file does not say so.
struct CenteredIgnored: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    let title = "centered=True ignored: the square of the mean slope not taken from v"
    let slip = anatomy.slip("T81", title, in: anatomy.updates) { _, term in
      term.replacing { part in
        guard let (v, square) = part.pair(of: Subtract.self),
          let mean = square.operand(of: Square.self)?.value, mean.name.ascii.hasPrefix("g_mean_")
        else { return nil }
        return v
      }
    }
    return slip.map { [$0] } ?? [CenteredIgnored.added(anatomy)].compactMap { $0 }
  }

  /// Centered where the file says nothing of it: ḡ begins with zeros, and is kept from step to step.
  private static func added(_ anatomy: Anatomy) -> Slip? {
    let spread = anatomy.updates.filter { $0.term.contains { $0.spreadOfSlope != nil } }
    let means = anatomy.keptMeans.filter { $0.letter == "v" }
    let isOfRMSprop = anatomy.frames("Optimizer").contains { $0.title.hasPrefix("RMSprop") }
    guard isOfRMSprop, let share = means.first?.share, !spread.isEmpty else { return nil }
    let places = Set(spread.map { "\($0.path).\($0.name)" })
    return Slip(
      "T81", "centered, as with centered=True, which the file does not say",
      .equation { draft in
        guard places.contains("\(draft.path).\(draft.name.ascii)"),
          let v = draft.term.first(where: { $0.spreadOfSlope != nil })?.spreadOfSlope?.value,
          let square = draft.equations.definition(of: .value(v)).flatMap(MovingMean.init)?.new,
          let g = square.operand(of: Square.self),
          let mean = meanSlope(of: g, named: v.name.ascii, share, in: draft.equations)
        else { return nil }
        return draft.term.replacing { $0 == .value(v) ? $0 - mean(Square()) : nil }
      })
  }

  /// Writes `ḡ′ = ρ·ḡ + (1 − ρ)·g`.
  private static func meanSlope(
    of g: Term, named v: String, _ share: Double, in equations: Equations
  ) -> Term? {
    let weight = v.dropFirst("v_".count).prefix { $0 != "_" }
    guard let type = try? g.type(),
      let old = try? equations.constant(
        Name("g_mean_\(weight)", "ḡ_\(weight)"), type.shape, type.dtype, repeating: 0),
      let next = try? equations(
        Name("g_mean_\(weight)_next", "ḡ_\(weight)′"),
        .number(share) * old + .number(1 - share) * g, "moving mean of the slope")
    else { return nil }
    equations.update(old, to: next)
    return next
  }
}

extension Term {
  /// v′ of `√(v′ + ε)` or of `√v′ + ε`.
  fileprivate var spreadOfSlope: Term? {
    guard let under = operand(of: Sqrt.self) else { return nil }
    let v = under.pair(of: Add.self)?.0 ?? under
    return v.value?.name.ascii.hasPrefix("v_") == true ? v : nil
  }
}

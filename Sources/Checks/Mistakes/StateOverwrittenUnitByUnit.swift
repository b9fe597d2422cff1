import Equations
import Terms

/// A state overwritten unit by unit while the units behind still read it: unit j sees the new h of units 0 to j − 1.
struct StateOverwrittenUnitByUnit: Mistake {
  /// Every unit has equations of its own: of more nobody waits for them.
  private static let most = 16

  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent(
      [.simpleRNN: "R22", .lstm: "L48", .gru: "G32"],
      "the state overwritten in place, unit by unit"
    ) { chosen in
      let (family, functions) = (chosen.family, shown(chosen.paths, anatomy))
      let revision = Revision.equation { draft in
        guard chosen.paths.contains(draft.path) else { return nil }
        let units = OverwrittenUnits(draft, most: StateOverwrittenUnitByUnit.most)
        return draft.term.mapUnmasked { term in
          switch (family, draft.name.ascii) {
          case (.simpleRNN, "h"): units?.simple(term)
          case (.gru, "h"): units?.gru()
          case (.lstm, "C"): functions[draft.path].flatMap { units?.lstm($0) }
          case (.lstm, "h"): units?.shownUnits
          default: nil
          }
        }
      }
      return (
        revision,
        Slip.Contrast(
          at: chosen.place, right: "every unit of a timestep reads h₋₁",
          wrong: "a unit reads the new h of the units before it")
      )
    }
  }

  /// What LSTMs apply to C before they show it, by their paths.
  private func shown(_ paths: [String], _ anatomy: Anatomy) -> [String: @Sendable (Term) -> Term] {
    var functions: [String: @Sendable (Term) -> Term] = [:]
    for path in paths {
      let h = anatomy.term("h", of: path)?.first { $0.pair(of: Multiply.self) != nil }
      guard let shown = h?.pair(of: Multiply.self)?.1 else { continue }
      functions[path] = shown.application.function ?? { $0 }
    }
    return functions
  }
}

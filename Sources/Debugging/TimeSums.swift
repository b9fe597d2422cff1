import Equations
import Terms

/// A number that is summed up over the timesteps of a loop, as a weight's gradient is: what each of them adds.
struct TimeSums {
  private let explainer: Explainer
  private let entry: Entry

  init(_ explainer: Explainer, _ entry: Entry) { (self.explainer, self.entry) = (explainer, entry) }

  /// Nil where it is no such sum.
  func history() throws -> StateHistory? {
    let explanation = try explainer.explanation(entry)
    guard case .equation(_, let derived) = explanation.origin, case .sum(let sum) = derived.form
    else { return nil }
    var amounts: [Int: Double] = [:]
    var loop: Scan?
    for term in sum.terms {
      guard let (step, scan) = try timestep(of: term), loop == nil || loop?.steps == scan.steps
      else {
        return nil
      }
      amounts[step, default: 0] += term.number
      loop = scan
    }
    guard let loop else { return nil }
    let parts = amounts.sorted { $0.key < $1.key }.map { step, amount in
      StateHistory.Part(
        source: .timestep(step), written: nil, kept: nil, amount: amount, isMasked: false,
        back: loop.steps - 1 - step)
    }
    return StateHistory(
      entry: entry, number: explanation.number, equation: derived, basis: .summed, parts: parts)
  }

  private var program: Program { explainer.machine.program }

  /// Whether a value has a row for every timestep, and is not what the last one left.
  private func isRow(_ value: Value) -> Bool {
    program.scans.contains { $0.stacks.contains { $0.outer == value.id } }
  }

  /// The timestep that a term is of: that of the gradient in it, which a loop left.
  private func timestep(of term: Derived.Addend) throws -> (step: Int, scan: Scan)? {
    for leaf in term.factors.flatMap(\.leaves).reversed() {
      var place = leaf
      while true {
        let origin = try explainer.explanation(place).origin
        if case .left(let inside) = origin, let step = inside.steps.last,
          let scope = inside.value.scope, isRow(place.value)
        {
          return (step, program.scans[scope])
        }
        guard case .alias(let source) = origin else { break }
        place = source
      }
    }
    return nil
  }
}

import Containers
import Equations
import Tensors
import Terms

/// Follows one state of a loop back through its timesteps.
///
/// What form the state has is found in its equation, not in the layer's name.
struct StateHistorian {
  let explainer: Explainer
  let entry: Entry
  let scan: Scan
  let carry: Scan.Carry

  var machine: Machine { explainer.machine }
  private var program: Program { machine.program }
  var timestep: Int { entry.steps.last ?? 0 }
  var name: String { entry.value.name.ascii }

  /// The most numbers that are looked at.
  static let limit = 20_000_000

  /// Nil when the entry is not a state after a timestep.
  init?(_ explainer: Explainer, _ entry: Entry) {
    let program = explainer.machine.program
    guard let id = entry.value.scope,
      let carry = program.scans[id].carries.first(where: { $0.next == entry.value.id })
    else { return nil }
    self.explainer = explainer
    self.entry = entry
    self.scan = program.scans[id]
    self.carry = carry
  }

  func history() throws -> StateHistory {
    let body = try body(at: timestep)
    if body.reads(carry.previous) {
      return try exact() ?? linearized()
    }
    if let other = otherState(in: body) { return try scaled(other) }
    return try linearized()
  }

  // MARK: The equation

  func at(_ step: Int, _ element: Int? = nil) -> Entry {
    Entry(
      value: entry.value, element: element ?? entry.element, steps: entry.steps.dropLast() + [step])
  }

  func derived(_ entry: Entry, by follower: Explainer? = nil) throws -> Derived? {
    guard case .equation(_, let derived) = try (follower ?? explainer).explanation(entry).origin
    else {
      return nil
    }
    return derived
  }

  /// The state's equation in a timestep, without the choice that carries it over masked ones.
  func body(at step: Int) throws -> Derived {
    guard let derived = try derived(at(step)) else { throw HistoryError.noSum(name) }
    if case .either(_, _, let yes, let no) = derived.form, isPrevious(no) { return yes }
    return derived
  }

  private func isPrevious(_ derived: Derived) -> Bool {
    derived.entry?.value.id == carry.previous
  }

  /// Whether a timestep only carries the state over.
  func isCarried(at step: Int) throws -> Bool {
    guard let derived = try derived(at(step)),
      case .either(_, let condition, _, let no) = derived.form
    else { return false }
    return condition.number == 0 && isPrevious(no)
  }

  func isMasked(_ step: Int) throws -> Bool {
    guard let id = scan.mask else { return false }
    let mask = program.values[id]
    guard mask.shape.count == 1 else { return false }
    let steps = entry.steps.dropLast() + [step]
    let place = Entry(value: mask, element: 0, steps: Array(steps))
    return try machine.number(place, sample: explainer.sample) == 0
  }

  func before(_ element: Int) throws -> Double {
    let steps = entry.steps.dropLast() + [0]
    let place = Entry(
      value: program.values[carry.previous], element: element, steps: Array(steps))
    return try machine.number(place, sample: explainer.sample)
  }

  // MARK: A sum

  /// `s = a ⊙ s₋₁ + w` with the gates as they were; nil where the equation is another.
  private func exact() throws -> StateHistory? {
    var parts: [StateHistory.Part] = []
    var kept = 1.0
    for step in (0...timestep).reversed() {
      if Interruption.isWished() { throw HistoryError.interrupted }
      let form = try derived(at(step))?.linear { place in
        place.value.id == carry.previous ? LinearForm(element: place.element) : nil
      }
      guard let form, form.isExact, form.coefficients.keys.allSatisfy({ $0 == entry.element })
      else { return nil }
      parts.append(
        StateHistory.Part(
          source: .timestep(step), written: form.rest, kept: kept, amount: form.rest * kept,
          isMasked: try isMasked(step)))
      kept *= form.coefficients[entry.element] ?? 0
    }
    let initial = try before(entry.element)
    parts.append(
      StateHistory.Part(
        source: .initial, written: initial, kept: kept, amount: initial * kept, isMasked: false))
    return try made(.exact, parts.reversed())
  }

  func made(
    _ basis: StateHistory.Basis, _ parts: [StateHistory.Part]
  ) throws -> StateHistory {
    StateHistory(
      entry: entry, number: try machine.number(entry, sample: explainer.sample),
      equation: try body(at: timestep), basis: basis, parts: parts)
  }

}

extension Derived {
  fileprivate func reads(_ value: Int) -> Bool {
    leaves.contains { $0.value.id == value }
  }
}

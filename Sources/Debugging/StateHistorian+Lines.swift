import Containers
import Equations
import Tensors
import Terms

/// A state that is followed through functions, each a straight line.
extension StateHistorian {
  /// Follows the state through the other equations of its timesteps, functions replaced by straight
  /// lines: `h = tanh(z)`, `z = x·W + h₋₁·U + b`.
  func linearized() throws -> StateHistory {
    let size = entry.value.shape.count
    let (cost, overflow) = (timestep + 1).multipliedReportingOverflow(by: size * size)
    guard !overflow, cost <= StateHistorian.limit else { throw HistoryError.tooLong(cost) }
    var weights = [entry.element: 1.0]
    var parts: [StateHistory.Part] = []
    var isExact = true
    let follower = Explainer(machine: machine, sample: explainer.sample, followed: dependents)
    for step in (0...timestep).reversed() {
      if Interruption.isWished() { throw HistoryError.interrupted }
      var form = LinearForm(rest: 0)
      for (element, weight) in weights.sorted(by: { $0.key < $1.key }) {
        guard let own = try self.form(of: at(step, element), follower) else {
          throw HistoryError.noSum(name)
        }
        form.add(own.scaled(by: weight))
      }
      isExact = isExact && form.isExact
      parts.append(
        StateHistory.Part(
          source: .timestep(step), written: nil, kept: nil, amount: form.rest,
          isMasked: try isMasked(step)))
      weights = form.coefficients
    }
    var initial = 0.0
    for (element, weight) in weights.sorted(by: { $0.key < $1.key }) {
      initial += weight * (try before(element))
    }
    parts.append(
      StateHistory.Part(
        source: .initial, written: nil, kept: nil, amount: initial, isMasked: false))
    return try made(isExact ? .exact : .linearized, parts.reversed())
  }

  /// How a number of this loop depends on the state before its timestep.
  private func form(of place: Entry, _ follower: Explainer) throws -> LinearForm? {
    guard let derived = try derived(place, by: follower) else { return nil }
    return try derived.linear { leaf in
      if leaf.value.id == carry.previous { return LinearForm(element: leaf.element) }
      guard leaf.value.scope == scan.id, follower.followed?.contains(leaf.value.id) == true,
        case .equation = machine.writers[leaf.value]
      else { return nil }
      return try form(of: leaf, follower)
    }
  }

  /// What depends on the state before a timestep, up to the states after it.
  private var dependents: Set<Int> {
    let states = Set(scan.carries.map(\.next))
    var found: Set = [carry.previous]
    for instruction in machine.program.instructions
    where !states.contains(instruction.result)
      && instruction.operands.contains(where: found.contains)
    {
      found.insert(instruction.result)
    }
    return found
  }
}

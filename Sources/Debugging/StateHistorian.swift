import Containers
import Equations
import Tensors
import Terms

extension Machine {
  /// What the timesteps put into a recurrent state; a copy of one counts as the state.
  ///
  /// Throws a `HistoryError`, or what reading a weight throws.
  package func history(of entry: Entry, sample: Int = 0) throws -> StateHistory {
    let explainer = Explainer(machine: self, sample: sample)
    let asked = entry
    var entry = entry
    while true {
      if let historian = StateHistorian(explainer, entry) { return try historian.history() }
      if let historian = GradientHistorian(explainer, entry) { return try historian.history() }
      if let sums = try TimeSums(explainer, entry).history() { return sums }
      if case .state(let loop, _) = writers[entry.value],
        entry.steps.last == program.scans[loop].first
      {
        throw program.scans[loop].isBackward
          ? HistoryError.fromBehind(entry.value.name.ascii)
          : HistoryError.initial(entry.value.name.ascii)
      }
      guard let source = try explainer.explanation(entry).source else { break }
      entry = source
    }
    let names = program.scans.filter { !$0.isBackward }.flatMap { scan in
      scan.carries.map { carry in
        "\(program.frames[scan.frame].path).\(program.values[carry.next].name.ascii)"
      }
    }
    throw HistoryError.noState(asked.value.name.ascii, states: names)
  }
}

/// Follows one state of a loop back through its timesteps.
///
/// What form the state has is found in its equation, not in the layer's name.
private struct StateHistorian {
  private let explainer: Explainer
  private let entry: Entry
  private let scan: Scan
  private let carry: Scan.Carry

  private var machine: Machine { explainer.machine }
  private var program: Program { machine.program }
  private var timestep: Int { entry.steps.last ?? 0 }
  private var name: String { entry.value.name.ascii }

  /// The most numbers that are looked at.
  private static let limit = 20_000_000

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

  private func at(_ step: Int, _ element: Int? = nil) -> Entry {
    Entry(
      value: entry.value, element: element ?? entry.element, steps: entry.steps.dropLast() + [step])
  }

  private func derived(_ entry: Entry) throws -> Derived? {
    guard case .equation(_, let derived) = try explainer.explanation(entry).origin else {
      return nil
    }
    return derived
  }

  /// The state's equation in a timestep, without the choice that carries it over masked ones.
  private func body(at step: Int) throws -> Derived {
    guard let derived = try derived(at(step)) else { throw HistoryError.noSum(name) }
    if case .either(_, _, let yes, let no) = derived.form, isPrevious(no) { return yes }
    return derived
  }

  private func isPrevious(_ derived: Derived) -> Bool {
    derived.entry?.value.id == carry.previous
  }

  /// Whether a timestep only carries the state over.
  private func isCarried(at step: Int) throws -> Bool {
    guard let derived = try derived(at(step)),
      case .either(_, let condition, _, let no) = derived.form
    else { return false }
    return condition.number == 0 && isPrevious(no)
  }

  private func isMasked(_ step: Int) throws -> Bool {
    guard let id = scan.mask else { return false }
    let mask = program.values[id]
    guard mask.shape.count == 1 else { return false }
    let steps = entry.steps.dropLast() + [step]
    let place = Entry(value: mask, element: 0, steps: Array(steps))
    return try machine.number(place, sample: explainer.sample) == 0
  }

  private func before(_ element: Int) throws -> Double {
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

  private func made(
    _ basis: StateHistory.Basis, _ parts: [StateHistory.Part]
  ) throws -> StateHistory {
    StateHistory(
      entry: entry, number: try machine.number(entry, sample: explainer.sample),
      equation: try body(at: timestep), basis: basis, parts: parts)
  }

  // MARK: A function of another state

  /// The one other state that an equation reads after the same timestep.
  private func otherState(in body: Derived) -> Entry? {
    let states = Set(
      body.leaves.filter { leaf in
        leaf.steps == entry.steps && leaf.value.id != entry.value.id
          && scan.carries.contains { $0.next == leaf.value.id }
      })
    return states.count == 1 ? states.first : nil
  }

  /// `h = o ⊙ tanh(C)`: the parts of C, all scaled by what h has of C; `y = h` has them as they are.
  private func scaled(_ other: Entry) throws -> StateHistory {
    var last = timestep
    while last >= 0, try isCarried(at: last) { last -= 1 }
    let masked = try (last + 1..<timestep + 1).map { step in
      StateHistory.Part(
        source: .timestep(step), written: nil, kept: nil, amount: 0, isMasked: try isMasked(step))
    }
    guard last >= 0 else {
      let initial = try before(entry.element)
      let part = StateHistory.Part(
        source: .initial, written: nil, kept: nil, amount: initial, isMasked: false)
      return try made(.exact, [part] + masked)
    }
    let source = Entry(
      value: other.value, element: other.element, steps: entry.steps.dropLast() + [last])
    guard let inner = StateHistorian(explainer, source) else { throw HistoryError.noSum(name) }
    let history = try inner.history()
    let body = try body(at: last)
    if body.taken.entry == source { return try made(history.basis, history.parts + masked) }
    let line = StraightLine(at: history.number) { body.value(with: $0, at: source) }
    var parts = history.parts.map { part in
      StateHistory.Part(
        source: part.source, written: nil, kept: nil, amount: part.amount * line.slope,
        isMasked: part.isMasked)
    }
    if line.base != 0 {
      parts.append(
        StateHistory.Part(
          source: .constant, written: nil, kept: nil, amount: line.base, isMasked: false))
    }
    return try made(.scaled(of: source, factor: line.slope), parts + masked)
  }

  // MARK: Straight lines

  /// Follows the state through the other equations of its timesteps, functions replaced by straight
  /// lines: `h = tanh(z)`, `z = x·W + h₋₁·U + b`.
  private func linearized() throws -> StateHistory {
    let size = entry.value.shape.count
    let (cost, overflow) = (timestep + 1).multipliedReportingOverflow(by: size * size)
    guard !overflow, cost <= StateHistorian.limit else { throw HistoryError.tooLong(cost) }
    var weights = [entry.element: 1.0]
    var parts: [StateHistory.Part] = []
    var isExact = true
    for step in (0...timestep).reversed() {
      if Interruption.isWished() { throw HistoryError.interrupted }
      var form = LinearForm(rest: 0)
      for (element, weight) in weights.sorted(by: { $0.key < $1.key }) {
        guard let own = try self.form(of: at(step, element)) else {
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
  private func form(of place: Entry) throws -> LinearForm? {
    guard let derived = try derived(place) else { return nil }
    return try derived.linear { leaf in
      if leaf.value.id == carry.previous { return LinearForm(element: leaf.element) }
      let isOtherState = scan.carries.contains { $0.next == leaf.value.id }
      guard leaf.value.scope == scan.id, !isOtherState,
        case .equation = machine.writers[leaf.value]
      else { return nil }
      return try form(of: leaf)
    }
  }
}

extension Derived {
  fileprivate func reads(_ value: Int) -> Bool {
    leaves.contains { $0.value.id == value }
  }
}

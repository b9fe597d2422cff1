import Equations
import Terms

/// A state that is a function of another one.
extension StateHistorian {
  /// The one other state that an equation reads after the same timestep.
  func otherState(in body: Derived) -> Entry? {
    let states = Set(
      body.leaves.filter { leaf in
        leaf.steps == entry.steps && leaf.value.id != entry.value.id
          && scan.carries.contains { $0.next == leaf.value.id }
      })
    return states.count == 1 ? states.first : nil
  }

  /// `h = o ⊙ tanh(C)`: the parts of C, all scaled by what h has of C; `y = h` has them as they are.
  func scaled(_ other: Entry) throws -> StateHistory {
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
}

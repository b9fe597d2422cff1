import Debugging
import Equations
import Terminal
import Terms

/// What a number is before any formula: a copy of another, or given.
extension ExplanationText {
  /// What a number is a copy of, a line each, down to the one that is computed or given.
  func copies(_ path: [Explanation]) -> [String] {
    var lines: [String] = []
    for (own, next) in zip(path, path.dropFirst()) {
      let source = machine.place(of: next.entry).visible
      switch own.origin {
      case .alias: lines.append("it is \(source), under the layer's own name")
      case .carried:
        let how =
          machine.program.isHandedBack(own.entry.value)
          ? "handed back by the timestep behind" : "carried over from the timestep before"
        lines.append("it is \(source), \(how)")
      case .initial where machine.program.isHandedBack(own.entry.value):
        lines.append(
          next.entry.value.role == .number
            ? "nothing comes from behind the last timestep: it is \(next.entry.value.name.ascii)"
            : "it is \(source), which comes in behind the last timestep")
        if next.entry.value.role == .number { return lines }
      case .initial:
        if next.entry.value.role != .number { lines.append("it is \(source), the initial state") }
      case .row: lines.append("it is \(source), which the loop reads in this timestep")
      case .left: lines.append("it is \(source), which the loop left")
      case .equation(let id, _):
        let text = machine.program.equations[id].text(formula.style)
        lines.append("it is \(source), unchanged: \(text)")
      case .given: break
      }
    }
    if let last = path.last, case .given = last.origin { lines.append(given(last.entry)) }
    return lines
  }

  private func given(_ entry: Entry) -> String {
    switch entry.value.role {
    case .input: "it is an input of the model"
    case .drawn: "it was drawn at random, as in training"
    case .weight where machine.step > 0 && machine.isUpdated(entry.value):
      "it is what step \(machine.step - 1) of training left: explain train@\(machine.step - 1)/"
        + machine.placeAfterUpdate(of: entry)
    case .weight: "it is a weight of the model: no equation computes it"
    case .number: "it is the state before the first timestep, which is \(entry.value.name.ascii)"
    case .state: "it is a state that was there before the first timestep"
    default: "it was set by hand: no equation gave it"
    }
  }
}

import Equations
import Terms

/// What each step of training put into one number of a weight.
package struct WeightHistory: Sendable {
  /// One step: the number before it, the slope of the loss there, and how far the step went.
  package struct Part: Sendable {
    package let step: Int
    package let before: Double
    /// nil where the weight has no gradient of its own: a moving mean.
    package let gradient: Double?
    package let change: Double
  }

  /// `dense.W[0, 1]`.
  package let place: String
  /// The step whose beginning it is told for.
  package let step: Int
  package let number: Double
  package let parts: [Part]
}

extension Session {
  /// What the steps before one have put into a number of what they are given; of what a step leaves of a weight, this
  /// step as well. Nil for what no step changes.
  package func weightHistory(of asked: Entry, before step: Int) throws -> WeightHistory? {
    guard let machine, machine.isTraining,
      let update = machine.program.updates.first(where: {
        $0.given == asked.value.id || $0.next == asked.value.id
      })
    else { return nil }
    let program = machine.program
    let step = update.next == asked.value.id ? step + 1 : step
    let entry = Entry(
      value: program.values[update.given], element: asked.element, steps: asked.steps)
    let gradient = program.gradients[entry.value.id].map { program.values[$0] }
    var parts: [WeightHistory.Part] = []
    var number = 0.0
    for place in 0..<max(step, 1) {
      let run = try run(inStep: place)
      func read(_ value: Value) throws -> Double {
        try run.number(Entry(value: value, element: entry.element, steps: []), sample: 0)
      }
      let before = try read(entry.value)
      let after = try read(program.values[update.next])
      if place == 0, step == 0 { number = before } else { number = after }
      guard step > 0 else { break }
      parts.append(
        WeightHistory.Part(
          step: place, before: before, gradient: try gradient.map(read), change: after - before))
    }
    return WeightHistory(
      place: machine.place(of: asked), step: step, number: number, parts: parts)
  }
}

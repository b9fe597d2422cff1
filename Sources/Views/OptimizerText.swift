import Debugging
import Equations
import Models
import Tensors
import Terms
import Training

/// What changes the weights: how many updates there were, the rate, what is kept for every weight and how long that is, and
/// the update that this step makes.
package struct OptimizerText {
  let presentation: Presentation
  let session: Session
  let optimizer: OptimizerInUse

  package init(_ presentation: Presentation, _ session: Session, _ optimizer: OptimizerInUse) {
    (self.presentation, self.session, self.optimizer) = (presentation, session, optimizer)
  }

  /// The lines; throws what cannot be read.
  package func lines() throws -> [String] {
    let title = optimizer.optimization.title
    let lines =
      presentation.prose(
        title + (session.optimizerText == nil ? ", as the file was compiled" : ", as set"))
      + optimizer.optimization.remarks.flatMap { presentation.prose($0) }
    guard let machine = session.machine,
      let frame = machine.program.frames.first(where: { $0.kind == "Optimizer" })
    else {
      return lines + ["  iterations = \(optimizer.state.iterations)"]
        + presentation.prose("target gives what the update is computed from")
    }
    return lines + (try shared(frame, machine)) + (try weights(machine))
  }

  /// What is the same for all weights, as far as it is computed.
  private func shared(_ frame: Frame, _ machine: Machine) throws -> [String] {
    let written = machine.program.equations.filter { $0.frame == frame.id }.map(\.result)
    let scale = machine.program.frames.first { $0.kind == "LossScale" }?.weights ?? []
    return try (scale + frame.weights + written.filter { machine.isComputed($0) }).map { value in
      let text = presentation.stopText.oneLine(
        try machine.read(value), width: presentation.width)
      return "  \(presentation.name(value)) = \(text)"
    }
  }

  private func weights(_ machine: Machine) throws -> [String] {
    var table = Table(["weight", "shape", "length", "kept, by its length", "goes by"])
    let updates = machine.program.updates.filter { $0.key == nil }
    let values = updates.map { machine.program.values[$0.given] }
    let lengths = column(try values.map { length(try machine.read($0)) })
    let changes = try updates.map { try change($0, machine) }
    let known = column(changes.compactMap { $0 })
    for (index, value) in values.enumerated() {
      let place = machine.place(of: Entry(value: value, element: 0, steps: []))
      let before = changes[..<index].count { $0 != nil }
      table.add([
        String(place.prefix { $0 != "[" }), "\(value.shape)", lengths[index],
        try kept(beside: value, machine), changes[index] == nil ? "not yet" : known[before],
      ])
    }
    return table.lines(width: presentation.width, wrapping: [3])
  }

  private func length(_ tensor: Tensor) -> Double {
    tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  /// Numbers that stand below each other, with as many digits each.
  private func column(_ numbers: [Double]) -> [String] {
    presentation.format.column(numbers, .float32)
  }

  private func text(_ number: Double) -> String {
    presentation.stopText.oneLine(Tensor(scalar: number, .float32), width: 40)
  }

  /// The lengths of what is kept for a weight: `m 0.012, v 3e-05`.
  private func kept(beside weight: Value, _ machine: Machine) throws -> String {
    let program = machine.program
    let frames = program.frames.filter { frame in
      frame.forward.map { program.frames[$0].weights.contains(weight) } ?? false
    }
    let own = frames.flatMap(\.weights).filter { $0.name.ascii.hasSuffix("_" + weight.name.ascii) }
    let texts = try own.map { "\(presentation.name($0)) \(text(length(try machine.read($0))))" }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }

  /// How far the weight goes in this step; nil before that is computed.
  private func change(_ update: Program.Update, _ machine: Machine) throws -> Double? {
    let next = machine.program.values[update.next]
    guard machine.isComputed(next) else { return nil }
    let (old, new) = (
      try machine.read(machine.program.values[update.given]), try machine.read(next)
    )
    return length(
      Tensor(old.shape, old.dtype, zip(new.elements, old.elements).map { $0 - $1 }))
  }
}

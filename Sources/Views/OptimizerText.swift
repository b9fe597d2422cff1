import Debugging
import Equations
import Models
import Tensors
import Terminal
import Terms

/// What changes the weights: how many updates there were, the rate, what is kept for every weight and how long that is, and
/// the update that this step makes.
package struct OptimizerText {
  let presentation: Presentation
  let session: Session
  let machine: Machine

  package init(_ presentation: Presentation, _ session: Session, _ machine: Machine) {
    (self.presentation, self.session, self.machine) = (presentation, session, machine)
  }

  /// The lines; throws what cannot be read.
  package func lines() throws -> [String] {
    let program = machine.program
    guard let update = program.frames.first(where: { $0.path == Model.updatePath }) else {
      return []
    }
    var lines = presentation.prose(
      "\(update.title)" + (session.optimizerText == nil ? ", as the file was compiled" : ", as set"))
    if let remark = update.remark { lines += presentation.prose(remark) }
    for value in update.weights {
      lines.append("  \(presentation.name(value)) = \(try text(value))")
    }
    for equation in program.equations where equation.frame == update.id {
      guard machine.isComputed(equation.result) else { continue }
      lines.append("  \(presentation.name(equation.result)) = \(try text(equation.result))")
    }
    var table = Table(["weight", "shape", "‖weight‖", "kept", "this update"])
    for update in program.updates where update.key == nil {
      let value = program.values[update.given]
      table.add([
        machine.place(of: Entry(value: value, element: 0, steps: [])).placeOfArray,
        "\(value.shape)", length(try machine.read(value)), try kept(beside: value),
        try change(update),
      ])
    }
    return lines + table.lines(width: presentation.width, wrapping: [3])
  }

  private func text(_ value: Value) throws -> String {
    presentation.stopText.oneLine(try machine.read(value), width: presentation.width)
  }

  private func length(_ tensor: Tensor) -> String {
    NumberFormat.short(tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot())
  }

  /// The lengths of what is kept for a weight: `m 0.012, v 3e-05`.
  private func kept(beside weight: Value) throws -> String {
    let program = machine.program
    let frames = program.frames.filter { frame in
      frame.forward.map { program.frames[$0].weights.contains(weight) } ?? false
    }
    let own = frames.flatMap(\.weights).filter { $0.name.ascii.hasSuffix("_" + weight.name.ascii) }
    let texts = try own.map { "\(presentation.name($0)) \(length(try machine.read($0)))" }
    return texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }

  /// How far the weight goes in this step; nothing before that is computed.
  private func change(_ update: Program.Update) throws -> String {
    let next = machine.program.values[update.next]
    guard machine.isComputed(next) else { return "not yet" }
    let (old, new) = (try machine.read(machine.program.values[update.given]), try machine.read(next))
    return length(
      Tensor(old.shape, old.dtype, zip(new.elements, old.elements).map { $0 - $1 }))
  }
}

extension String {
  /// `dense.W` of `dense.W[0, 0]`.
  fileprivate var placeOfArray: String { last == "]" ? String(prefix { $0 != "[" }) : self }
}

import Debugging
import Equations
import Models
import Tensors
import Terminal
import Views

/// `output`: what the model predicts.
struct OutputCommand: Command {
  let names = ["output", "outputs"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "show the model's outputs with all their digits"
  let usage = ["output"]
  let example = ["feed [0, 1]", "continue", "output"]

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    if let obstacle = machine.program.obstacle {
      throw CommandError("the outputs cannot be computed: \(obstacle)")
    }
    guard let outputs = try session.outputs() else {
      throw CommandError(
        "the outputs are not computed yet: tick \(machine.position.tick) of \(machine.program.tickCount)",
        hint: "continue walks to the end")
    }
    for (name, tensor) in zip(session.model.outputNames, outputs) {
      var text = console.arrayText
      text.format.precision = tensor.dtype == .float64 ? 16 : 8
      let label = "\(name.visible) \(tensor.shape) = "
      if tensor.count <= 1 {
        let exact = tensor.elements.map { NumberFormat.exact($0, tensor.dtype) }.joined()
        console.output.line("\(label)[\(exact)]")
      } else {
        console.output.lines(text.lines(tensor, behind: label))
      }
    }
  }
}

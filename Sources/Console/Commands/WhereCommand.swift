import Debugging
import Equations
import Models

/// `where`: the frames around the place where one stands.
struct WhereCommand: Command {
  let names = ["where", "bt", "backtrace"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "show where one stands: the equation, its layer, and what that stands in"
  let usage = ["where"]
  let example = ["open lstm", "feed zeros", "until lstm@1.f", "where"]

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !machine.stack.isEmpty else { return try console.showPlace() }
    let output = console.output
    for index in 0...machine.stack.count {
      let mark = index == session.frameOffset ? "*" : " "
      let frame = frameText(index, session, machine, console)
      output.line("\(mark) #\(index)  \(frame)")
    }
    output.line(
      (machine.stepCount > 1 ? "step \(machine.step) of training, " : "")
        + "tick \(machine.position.tick) of \(machine.program.tickCount)")
  }

  /// The place, and what stands there: an equation, a layer, the model.
  private func frameText(
    _ index: Int, _ session: Session, _ machine: Machine, _ console: Console
  ) -> String {
    let text = console.frameText(index, session, machine)
    guard machine.stack.indices.contains(index) else {
      return "\(text)  \(session.model.layer.title)"
    }
    if index == 0, let moment = machine.current {
      let equation = machine.program.equations[moment.equation]
      return "\(text)  \(equation.text(console.formulaStyle))"
    }
    return "\(text)  \(machine.program.frames[machine.stack[index].frame].title)"
  }
}

import Debugging
import Equations
import Models
import Views

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
    let output = console.output
    defer { changes(session).map { output.lines(console.prose($0)) } }
    guard !machine.stack.isEmpty else { return try console.showPlace() }
    for index in 0...machine.stack.count {
      let mark = index == session.frameOffset ? "*" : " "
      let frame = frameText(index, session, machine, console)
      output.line("\(mark) #\(index)  \(frame)")
    }
    output.line(
      (machine.stepCount > 1 ? "step \(machine.step) of training, " : "")
        + "tick \(machine.position.tick) of \(machine.program.tickCount)")
  }

  /// What was set on the way to where one stands: the last of it, for a walk may hold hundreds.
  private func changes(_ session: Session) -> String? {
    let timeline = session.timeline
    let changes = timeline.changes(to: timeline.current).map(\.text)
    guard !changes.isEmpty else { return nil }
    let earlier = changes.count - WhereCommand.mostChanges
    return "branch \(timeline.current): "
      + changes.suffix(WhereCommand.mostChanges).joined(separator: ", ")
      + (earlier > 0 ? ", and \(earlier) before (timeline shows them)" : "")
  }

  private static let mostChanges = 3

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

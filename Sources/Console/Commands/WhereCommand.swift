/// `where`: the frames around the place where one stands.
struct WhereCommand: Command {
  let names = ["where", "bt", "backtrace"]
  let group = CommandGroup.looking
  let summary = "show where one stands: the equation, its layer, and what that stands in"
  let usage = ["where"]
  let example = ["open lstm", "feed zeros", "until lstm@1.f", "where"]

  func run(_ arguments: String, _ console: Console) throws {
    let (session, machine) = try console.requireMachine()
    guard !machine.stack.isEmpty else { return console.output.lines(try console.stopLines()) }
    let equation =
      machine.current.map { machine.program.equations[$0.equation].text(console.formulaStyle) }
      ?? ""
    for (index, frame) in machine.stack.enumerated() {
      let mark = index == session.frameOffset ? "*" : " "
      let title = machine.program.frames[frame.frame].title
      console.output.line(
        "\(mark) #\(index)  \(machine.text(frame))  \(index == 0 ? equation : title)")
    }
    console.output.line(
      "tick \(machine.position.tick) of \(machine.program.tickCount), in \(session.model.name)")
  }
}

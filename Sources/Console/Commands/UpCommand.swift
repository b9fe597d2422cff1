/// `up`: names mean the values of the layer around this one.
struct UpCommand: Command {
  let names = ["up"]
  let group = CommandGroup.looking
  let summary = "look from the layer around this one: names mean its values"
  let usage = ["up"]
  let example = ["open lstm", "feed zeros", "step", "up", "info values"]

  func run(_ arguments: String, _ console: Console) throws { try console.selectFrame(by: 1) }
}

extension Console {
  func selectFrame(by distance: Int) throws {
    let (session, machine) = try requireMachine()
    let next = session.frameOffset + distance
    guard machine.stack.indices.contains(next) else {
      throw CommandError(
        distance > 0 ? "this is the outermost frame" : "this is the innermost frame",
        hint: "where shows the frames")
    }
    session.frameOffset = next
    output.line("#\(next)  \(machine.text(machine.stack[next]))")
  }
}
